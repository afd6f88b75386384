import { z } from 'zod';
import { DEFAULT_RULES } from '../core/permission/index.ts';
import { address, rootAddress } from './addresses.ts';
import { quietHours } from './quiet-hours.ts';
import { ruleList } from './rule-list.ts';
import { hostName, portNumber, sharedSecret } from './server-values.ts';
import { botToken, chatId, commandNames, topicId, userIds } from './telegram-values.ts';
import { timeZone } from './time-zone.ts';
import {
  amount,
  days,
  duration,
  durationOrOff,
  durationUpTo,
  flag,
  oneOf,
  path,
  text,
  typeNames,
  wholeNumber,
  wholeNumberFrom,
  words,
  jsonPath,
} from './values.ts';

/** Beside `skip` and `ask`, modes of the CLI's own `--permission-mode`; `default` is called `manual` by newer versions, which take both. */
const PERMISSIONS = ['skip', 'ask', 'acceptEdits', 'auto', 'default', 'dontAsk', 'plan'] as const;

export const permissionMode = oneOf(PERMISSIONS, {
  bypasspermissions: 'expected skip, which is the same',
});

const LONGEST_ASK_WAIT_MS = 86_400_000;
const MOST_CLI_RETRIES = 10;

/** The file as it is written: names as users type them, every default in its place. */
export const fileSchema = z.strictObject({
  project: z
    .strictObject({
      name: text('a name').optional(),
      directory: path('a folder').default('.'),
    })
    .prefault({}),
  orchestrator: z
    .strictObject({
      approval_mode: oneOf(['required', 'auto', 'manual']).default('required'),
      checkpoint_after: typeNames.default(['database', 'deployment']),
      auto_approve: typeNames.default(['documentation', 'testing']),
    })
    .prefault({}),
  claude: z
    .strictObject({
      command: words.default(['claude']),
      flags: words.default([]),
      permissions: permissionMode.default('skip'),
      ask_wait: durationUpTo(LONGEST_ASK_WAIT_MS, '24h: no question keeps Claude waiting for longer').default(
        600_000,
      ),
      plan_first: typeNames.default([]),
      timeout: duration.default(1_800_000),
      silence: duration.default(1_200_000),
      sandboxed: flag.default(false),
      trust_project: flag.default(true),
      model: text('the name of a model').optional(),
      max_turns: wholeNumber.optional(),
      max_budget_usd: amount.optional(),
    })
    .prefault({}),
  permissions: z
    .strictObject({
      allow: ruleList.prefault(DEFAULT_RULES.allow),
      ask: ruleList.prefault(DEFAULT_RULES.ask),
      deny: ruleList.prefault(DEFAULT_RULES.deny),
    })
    .prefault({}),
  limits: z
    .strictObject({
      auto_resume: flag.default(true),
      give_up: duration.default(3_600_000),
      max_retries: wholeNumberFrom(0, MOST_CLI_RETRIES).default(4),
    })
    .prefault({}),
  budget: z
    .strictObject({
      session_usd: amount.optional(),
      day_usd: amount.optional(),
    })
    .prefault({}),
  verify: z
    .strictObject({
      timeout: duration.default(600_000),
    })
    .prefault({}),
  git: z
    .strictObject({
      commit: flag.default(false),
      keep_checkpoints: days.default(2_592_000_000),
    })
    .prefault({}),
  telegram: z
    .strictObject({
      token: botToken.optional(),
      chat_id: chatId.optional(),
      operators: userIds.optional(),
      topic_id: topicId.optional(),
      timezone: timeZone.optional(),
      commands: commandNames.optional(),
      api_root: rootAddress.optional(),
    })
    .prefault({}),
  reminders: z
    .strictObject({
      first: durationOrOff.default(1_800_000),
      quiet_hours: quietHours.optional(),
    })
    .prefault({}),
  server: z
    .strictObject({
      enabled: flag.optional(),
      host: hostName.default('127.0.0.1'),
      port: portNumber.default(5000),
      metrics: oneOf(['loopback', 'any']).default('loopback'),
      trust_proxy: flag.default(false),
    })
    .prefault({}),
  webhooks: z
    .strictObject({
      secret: sharedSecret.optional(),
      signature: oneOf(['optional', 'required']).default('optional'),
      n8n_notify_url: address.optional(),
    })
    .prefault({}),
  heartbeat: z
    .strictObject({
      url: address.optional(),
      every: duration.default(60_000),
    })
    .prefault({}),
  shutdown: z
    .strictObject({
      attempt: oneOf(['leave', 'wait', 'stop']).default('leave'),
    })
    .prefault({}),
  paths: z
    .strictObject({
      tasks_dir: path('a folder').default('tasks'),
      logs_dir: path('a folder').default('logs'),
      state_file: jsonPath.default('state.json'),
    })
    .prefault({}),
  logging: z
    .strictObject({
      level: oneOf(['debug', 'info', 'warn', 'error'], {
        warning: 'expected warn',
        critical: 'expected error',
      }).default('info'),
      format: oneOf(['text', 'json']).default('text'),
      task_logs: flag.default(true),
      keep_days: wholeNumber.default(30),
    })
    .prefault({}),
});

export type ConfigFile = z.infer<typeof fileSchema>;
