import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClaudeRunner } from '../../../src/adapters/claude/claude-runner.ts';
import { ledgerOf, type Ledger } from '../../../src/adapters/claude/ledger.ts';
import type { ClaudeRunnerOptions } from '../../../src/adapters/claude/runner-options.ts';
import type { AttemptWatch, Launch, Progress, RunOrder, Runner } from '../../../src/app/ports/runner.ts';

export const STAND_IN = fileURLToPath(new URL('../../fixtures/programs/stand-in.mjs', import.meta.url));
export const SESSION = '20261121-093015';
/** One for each test file: what an attempt leaves running is found by it, and the files run side by side. */
export const CONVERSATION = randomUUID();

/** A scratch project and logs, and runners that share them as processes of different times would. */
export interface Bench {
  readonly root: string;
  readonly project: string;
  readonly logs: string;
  file(name: string): string;
  /** Creates a file that a stand-in waits for. */
  touch(name: string): Promise<void>;
  ledger(epoch?: number): Ledger;
  runner(options?: Partial<ClaudeRunnerOptions>): Runner;
  warnings: string[];
  remove(): Promise<void>;
}

export async function createBench(): Promise<Bench> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-claude-')));
  const [project, logs] = [join(root, 'project'), join(root, 'logs')];
  await mkdir(project);
  await chmod(STAND_IN, 0o755);
  const warnings: string[] = [];
  const runners: Runner[] = [];
  const base: ClaudeRunnerOptions = {
    logsDir: logs,
    projectDirectory: project,
    command: [process.execPath, STAND_IN],
    flags: [],
    permissions: 'skip',
    sandboxed: true,
    trustProject: true,
    askWaitMs: 600_000,
    denyRules: [],
    cliRetries: 0,
    timeoutMs: 600_000,
    silenceMs: 600_000,
    taskLogs: true,
    env: { PATH: process.env['PATH'], HOME: root },
    clock: { now: () => new Date().toISOString() },
    log: { warn: (message) => void warnings.push(message) },
    redact: (text) => text.replaceAll('hunter2', '***'),
    graces: { interruptMs: 5000, terminateMs: 5000, lastMs: 2000, resultMs: 15_000, startMs: 200 },
  };
  return {
    root,
    project,
    logs,
    warnings,
    file: (name) => join(root, name),
    touch: (name) => writeFile(join(root, name), ''),
    ledger: (epoch = 1) => ledgerOf(logs, SESSION, epoch),
    runner: (options = {}) => {
      const runner = createClaudeRunner({ ...base, ...options });
      runners.push(runner);
      return runner;
    },
    remove: async () => {
      for (const runner of runners) {
        for (const { session, attempt } of await runner.list())
          await runner.cancel(session, attempt.epoch, 'operator');
        await runner.detach();
      }
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** An order whose prompt is the stand-in's script. */
export function orderOf(
  script: readonly string[],
  { epoch = 1, ...launch }: { epoch?: number } & Partial<Omit<Launch, 'position' | 'title' | 'prompt'>> = {},
  continues?: number,
): RunOrder {
  return {
    session: SESSION,
    attempt: { epoch, task: 2, conversation: CONVERSATION, continues, orderedAt: '2026-11-21T09:30:15Z' },
    prepare: async () => ({
      ok: true,
      launch: { position: 1, title: 'Add invoices', prompt: `${script.join('\n')}\n`, ...launch },
    }),
  };
}

export interface Watched extends AttemptWatch {
  /** What `waitedMs` tells. */
  waited: number;
  readonly seen: Progress[];
  readonly causes: string[];
}

export function watching(onOverdue: (cause: 'timeout' | 'silence') => void = () => undefined): Watched {
  const [seen, causes]: [Progress[], string[]] = [[], []];
  const watched: Watched = {
    seen,
    causes,
    waited: 0,
    waitedMs: () => watched.waited,
    progress: (progress) => void seen.push(progress),
    overdue: (cause) => {
      causes.push(cause);
      onOverdue(cause);
    },
  };
  return watched;
}
