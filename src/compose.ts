import { join } from 'node:path';
import { createAskServer } from './adapters/claude/asking/ask-server.ts';
import { createClaudeRunner } from './adapters/claude/claude-runner.ts';
import { createVerifier } from './adapters/claude/verify/verifier.ts';
import { createCheckpoints } from './adapters/git/checkpoints.ts';
import { createLog } from './adapters/logging/create-log.ts';
import { secretForms } from './adapters/logging/secret-forms.ts';
import { createAuditLog } from './adapters/storage/audit-log.ts';
import { createCallBook } from './adapters/storage/call-book.ts';
import { createEvidenceBook } from './adapters/storage/evidence-book.ts';
import { createMemoryFile } from './adapters/storage/memory-file.ts';
import { prepareLogsFolder } from './adapters/storage/logs-folder.ts';
import { acquireLock, type LockHolder } from './adapters/storage/process-lock.ts';
import { createSessionArchive } from './adapters/storage/session-archive.ts';
import { createStateStore } from './adapters/storage/state-store.ts';
import { createRandomIds } from './adapters/system/random-ids.ts';
import { createSystemClock } from './adapters/system/system-clock.ts';
import { createTaskFiles } from './adapters/task-files/task-files.ts';
import { createWorkplace } from './adapters/workplace/workplace.ts';
import type { SessionArchive } from './app/ports/archive.ts';
import type { CallBook } from './app/ports/call-book.ts';
import type { Channel } from './app/ports/channel.ts';
import type { Clock } from './app/ports/clock.ts';
import type { EvidenceBook } from './app/ports/evidence.ts';
import type { Ids } from './app/ports/ids.ts';
import type { Log } from './app/ports/log.ts';
import type { Memory } from './app/ports/memory.ts';
import type { Runner } from './app/ports/runner.ts';
import type { TaskFiles } from './app/ports/task-files.ts';
import { createSessionService, type SessionService, type SessionServiceDeps } from './app/session-service.ts';
import type { Config } from './config/config.ts';
import { ownPaths } from './config/own-paths.ts';
import { secretsOf } from './config/secrets.ts';
import type { GateRules } from './core/gate/index.ts';
import { createRedactor } from './core/text/redactor.ts';

/** What a channel needs to know of the rest. */
export interface Parts {
  readonly runner: Runner;
  readonly archive: SessionArchive;
  readonly clock: Clock;
  readonly rules: GateRules;
  readonly taskFiles: TaskFiles;
  readonly evidence: EvidenceBook;
  readonly callBook: CallBook;
  readonly ids: Ids;
  readonly log: Log;
  readonly redact: (text: string) => string;
  /** What the channel of this name keeps over restarts. */
  readonly memory: (channel: string) => Memory;
}

/** One project, put together and holding its state file. */
export interface Composed extends Parts {
  readonly service: SessionService;
  /** Stores everything and gives the state file free; running attempts are left to themselves unless asked otherwise. */
  readonly close: SessionService['close'];
}

export type Composition =
  | { readonly ok: true; readonly program: Composed }
  /** Another process works with the same state file. */
  | { readonly ok: false; readonly holder: LockHolder };

export interface ComposeOptions {
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly channels: (parts: Parts) => readonly Channel[] | Promise<readonly Channel[]>;
  readonly reminders?: SessionServiceDeps['reminders'];
  readonly observe?: SessionServiceDeps['observe'];
  /** A sentence for whoever watches the process: what the log calls an error, each once. */
  readonly onError?: ((sentence: string) => void) | undefined;
}

export async function compose({
  config,
  env,
  channels,
  reminders,
  observe,
  onError,
}: ComposeOptions): Promise<Composition> {
  const { paths } = config;
  await prepareLogsFolder(paths.logsDir);
  const lock = await acquireLock(paths.stateFile);
  if (!lock.ok) return lock;
  const clock = createSystemClock();
  const redactor = createRedactor({ formsOf: secretForms });
  const secrets = secretsOf(config);
  for (const name of SECRET_VARIABLES) redactor.register(env[name]);
  for (const secret of secrets) redactor.register(secret);
  const redact = (text: string): string => redactor.redact(text);
  const file = createLog({
    ...config.logging,
    logsDir: paths.logsDir,
    redact,
    onFailure: ({ message }) =>
      process.stderr.write(`⚠️ The log in ${paths.logsDir} cannot be written: ${message}\n`),
  });
  const log = onError ? echoing(file, (sentence) => onError(redact(sentence))) : file;
  const archive = createSessionArchive({ logsDir: paths.logsDir });
  const attempts = {
    logsDir: paths.logsDir,
    projectDirectory: config.project.directory,
    env: withoutSecrets(env, secrets),
    ...{ clock, log, redact },
  };
  const runner = createClaudeRunner({
    ...attempts,
    ...config.claude,
    denyRules: config.permissions.deny.map(({ text }) => text),
    cliRetries: config.limits.cliRetries,
    taskLogs: config.logging.taskLogs,
  });
  const evidence = createEvidenceBook({ logsDir: paths.logsDir });
  const callBook = createCallBook({ logsDir: paths.logsDir });
  const rules: GateRules = {
    mode: config.orchestrator.approvalMode,
    checkpointAfter: config.orchestrator.checkpointAfter,
    autoApprove: config.orchestrator.autoApprove,
    ...config.budget,
  };
  const parts: Parts = {
    ...{ runner, archive, clock, rules, evidence, callBook, log, redact },
    taskFiles: createTaskFiles({ tasksDir: paths.tasksDir }),
    ids: createRandomIds(),
    memory: (channel) => createMemoryFile({ path: memoryPath(paths.stateFile, channel) }),
  };
  const service = createSessionService({
    ...parts,
    store: createStateStore({ path: paths.stateFile, now: () => clock.now() }),
    auditLog: createAuditLog({ path: join(paths.logsDir, 'audit.jsonl') }),
    channels: await channels(parts),
    reminders,
    jitter: Math.random,
    observe,
    zone: config.telegram?.timezone,
    workplace: createWorkplace({
      projectDirectory: config.project.directory,
      ownPaths: ownPaths(paths),
      env,
      rules: config.permissions,
      tell: (sentence) => log.warn(sentence),
    }),
    permissions: {
      asks: config.claude.permissions === 'ask',
      rules: config.permissions,
      askWaitMs: config.claude.askWaitMs,
      trustProject: config.claude.trustProject,
    },
    limits: config.limits,
    planFirst: config.claude.planFirst,
    care: {
      evidence,
      checkpoints: createCheckpoints({
        directory: config.project.directory,
        env,
        ownPaths: ownPaths(paths),
        tell: (sentence) => log.warn(sentence),
      }),
      verifier: createVerifier({
        ...attempts,
        sandboxed: config.claude.sandboxed,
        timeoutMs: config.verify.timeoutMs,
      }),
      commit: config.git.commit,
      oldest: () => new Date(Date.parse(clock.now()) - config.git.keepCheckpointsMs).toISOString(),
    },
  });
  const askServer = createAskServer({ logsDir: paths.logsDir, desk: service.askDesk, clock, log });
  await askServer.start();
  const close: Composed['close'] = async (options = {}) => {
    // An attempt that is left to itself asks the next Greenlight.
    if ((options.attempt ?? 'leave') === 'leave') await askServer.close();
    await service.close(options);
    await askServer.close();
    await log.close();
    await lock.release();
  };
  return { ok: true, program: { ...parts, service, close } };
}

function echoing(log: Log, say: (sentence: string) => void): Log {
  const said = new Set<string>();
  return {
    ...log,
    error(message, data) {
      log.error(message, data);
      const error = data?.['error'];
      const sentence = error instanceof Error ? `${message}: ${error.message}` : message;
      if (!said.has(sentence)) say(sentence);
      said.add(sentence);
    },
  };
}

/** Beside the state, because it is worth as little without it. */
const memoryPath = (stateFile: string, channel: string): string =>
  stateFile.replace(/(\.json)?$/i, `.${channel}.json`);

/** Greenlight's own secrets are nothing that an attempt may see, under whatever name they stand in the environment. */
const withoutSecrets = (env: ComposeOptions['env'], secrets: readonly string[]): ComposeOptions['env'] =>
  Object.fromEntries(
    Object.entries(env).filter(([, value = '']) => !secrets.some((secret) => value.includes(secret))),
  );

/** Their values never reach a readable log, whoever prints them. */
const SECRET_VARIABLES = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN'];
