import { basename, resolve } from 'node:path';
import { withoutPrint } from './claude-flags.ts';
import type { Config, ServerConfig, TelegramConfig } from './config.ts';
import type { ConfigFile } from './schema.ts';

/** The settings as the program uses them; paths in the file are relative to its folder. */
export function toConfig(file: ConfigFile, folder: string, name = 'config.yaml'): Config {
  const { project, orchestrator, claude, reminders, heartbeat, paths, logging } = file;
  const directory = resolve(folder, project.directory);
  const [program = '', ...fixed] = withoutPrint(claude.command);
  return {
    project: { name: project.name ?? (basename(directory) || directory), directory },
    orchestrator: {
      approvalMode: orchestrator.approval_mode,
      checkpointAfter: orchestrator.checkpoint_after,
      autoApprove: orchestrator.auto_approve,
    },
    claude: {
      command: [programAt(folder, program), ...fixed],
      flags: claude.flags,
      permissions: claude.permissions,
      askWaitMs: claude.ask_wait,
      planFirst: claude.plan_first,
      timeoutMs: claude.timeout,
      silenceMs: claude.silence,
      sandboxed: claude.sandboxed,
      trustProject: claude.trust_project,
      model: claude.model,
      maxTurns: claude.max_turns,
      maxBudgetUsd: claude.max_budget_usd,
    },
    permissions: file.permissions,
    limits: {
      autoResume: file.limits.auto_resume,
      giveUpMs: file.limits.give_up,
      cliRetries: file.limits.max_retries,
    },
    budget: { sessionUsd: file.budget.session_usd, dayUsd: file.budget.day_usd },
    verify: { timeoutMs: file.verify.timeout },
    git: { commit: file.git.commit, keepCheckpointsMs: file.git.keep_checkpoints },
    telegram: telegramOf(file.telegram),
    server: serverOf(file),
    webhooks: {
      secret: file.webhooks.secret,
      signature: file.webhooks.signature,
      notifyUrl: file.webhooks.n8n_notify_url,
    },
    reminders: {
      firstMs: reminders.first === 'off' ? undefined : reminders.first,
      quietHours: reminders.quiet_hours,
    },
    heartbeat: heartbeat.url === undefined ? undefined : { url: heartbeat.url, everyMs: heartbeat.every },
    shutdown: { attempt: file.shutdown.attempt },
    paths: {
      tasksDir: resolve(folder, paths.tasks_dir),
      logsDir: resolve(folder, paths.logs_dir),
      stateFile: resolve(folder, paths.state_file),
      settings: [name, '.env'].map((each) => resolve(folder, each)),
    },
    logging: {
      level: logging.level,
      format: logging.format,
      taskLogs: logging.task_logs,
      keepDays: logging.keep_days,
    },
  };
}

/** It runs once a secret is set; asked for without one it runs nowhere, and `serve` says why. */
function serverOf({ server, webhooks }: ConfigFile): ServerConfig | undefined {
  const { enabled = webhooks.secret !== undefined, host, port, metrics, trust_proxy: trustProxy } = server;
  return enabled ? { host, port, metrics, trustProxy } : undefined;
}

function telegramOf({
  token,
  chat_id: chatId,
  operators,
  ...rest
}: ConfigFile['telegram']): TelegramConfig | undefined {
  if (token === undefined) return undefined;
  // A private chat has the id of the person in it.
  const alone = chatId !== undefined && chatId > 0 ? [chatId] : [];
  return {
    token,
    chatId,
    operators: operators ?? alone,
    topicId: rest.topic_id,
    apiRoot: rest.api_root,
    timezone: rest.timezone,
    commands: rest.commands,
  };
}

/** A program written as a path is relative to `folder`; a bare name is looked for in the PATH. */
export const programAt = (folder: string, program: string): string =>
  program.includes('/') ? resolve(folder, program) : program;
