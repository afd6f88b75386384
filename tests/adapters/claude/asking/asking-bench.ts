import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAskServer, type AskServer } from '../../../../src/adapters/claude/asking/ask-server.ts';
import { readAsked } from '../../../../src/adapters/claude/asking/asked-log.ts';
import { createClaudeRunner } from '../../../../src/adapters/claude/claude-runner.ts';
import { ledgerOf, type Ledger } from '../../../../src/adapters/claude/ledger.ts';
import type { ClaudeRunnerOptions } from '../../../../src/adapters/claude/runner-options.ts';
import type { Asking, CallReply } from '../../../../src/app/ports/asking.ts';
import type { Launch, RunOrder, Runner } from '../../../../src/app/ports/runner.ts';
import type { Attempt, Outcome } from '../../../../src/core/attempt/index.ts';
import { startMessagesApi, type MessagesApi } from '../../../../src/demo/messages-api.ts';
import { say, type ModelScript, type Step, type ToolUse } from '../../../../src/demo/model-script.ts';
import { CLAUDE, claudeEnv, subscriptionEnv } from '../../../helpers/scripted-claude.ts';
import { watching } from '../runner-bench.ts';

/** As the program ships it. */
export const HOOK = fileURLToPath(
  new URL('../../../../dist/adapters/claude/asking/hook.js', import.meta.url),
);
export const SESSION = '20261121-093015';

export const allow: CallReply = { decision: 'allow' };
export const defer: CallReply = { decision: 'defer' };
export const deny = (reason: string): CallReply => ({ decision: 'deny', reason });

/** These one after another, whatever comes between. */
export const inTurn =
  (...steps: readonly Step[]): ModelScript =>
  ({ turnsInAll }) =>
    steps[turnsInAll] ?? say('All done.');

export const call = (command: string): ToolUse => ({
  tool: 'Bash',
  input: { command, description: 'Run' },
});

/** What the model was told last about its calls. */
export const toldLast = ({ api }: Pick<AskingBench, 'api'>): readonly string[] =>
  (api.requests.at(-1)?.conversation.toolResults ?? []).map(({ text }) => text);

export type Answering = (asking: Asking, gone: AbortSignal) => CallReply | Promise<CallReply>;

/** The real CLI with a scripted model, and a Greenlight that it asks. */
export interface AskingBench {
  readonly project: string;
  readonly home: string;
  readonly logs: string;
  readonly api: MessagesApi;
  /** What reached the desk, in order. */
  readonly asked: Asking[];
  readonly warnings: string[];
  /** How calls are answered from now on. */
  answer(how: Answering): void;
  /** A Greenlight that can be asked; many may be started and closed one after another. */
  serve(): Promise<AskServer>;
  run(
    attempt?: Partial<Attempt>,
    launch?: Partial<Launch>,
    options?: Partial<ClaudeRunnerOptions>,
  ): Promise<Outcome>;
  runner(options?: Partial<ClaudeRunnerOptions>): Runner;
  ledger(epoch?: number): Ledger;
  /** The decision that stands in the ledger for each call. */
  decisions(epoch?: number): readonly string[];
  file(name: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface AskingBenchOptions extends Partial<ClaudeRunnerOptions> {
  readonly subscriber?: boolean;
  /** Between two parts of a message of the model. */
  readonly blockMs?: number;
}

export async function createAskingBench(
  script: ModelScript,
  { subscriber = false, blockMs = 0, ...options }: AskingBenchOptions = {},
): Promise<AskingBench> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-asking-')));
  const [project, home, logs] = ['project', 'home', 'logs'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([project, home, logs].map((path) => mkdir(path)));
  const api = await startMessagesApi(script, { blockMs });
  const conversation = randomUUID();
  const asked: Asking[] = [];
  const warnings: string[] = [];
  const log = { warn: (message: string) => void warnings.push(message) };
  const clock = { now: () => new Date().toISOString() };
  const servers: AskServer[] = [];
  const runners: Runner[] = [];
  let answering: Answering = () => allow;

  const bench: AskingBench = {
    project,
    home,
    logs,
    api,
    asked,
    warnings,
    answer: (how) => void (answering = how),
    serve: async () => {
      const desk = {
        ask: async (asking: Asking, gone: AbortSignal) => {
          asked.push(asking);
          return answering(asking, gone);
        },
      };
      const server = createAskServer({ logsDir: logs, desk, clock, log });
      servers.push(server);
      await server.start();
      return server;
    },
    runner: (more = {}) => {
      const runner = createClaudeRunner({
        logsDir: logs,
        projectDirectory: project,
        command: [CLAUDE],
        flags: [],
        permissions: 'ask',
        sandboxed: true,
        trustProject: false,
        timeoutMs: 600_000,
        silenceMs: 600_000,
        askWaitMs: 30_000,
        denyRules: [],
        cliRetries: 0,
        hook: HOOK,
        taskLogs: true,
        env: subscriber ? subscriptionEnv(api, home) : claudeEnv(api, home),
        clock,
        log,
        redact: (text) => text,
        ...options,
        ...more,
      });
      runners.push(runner);
      return runner;
    },
    run: async (attempt = {}, launch = {}, more = {}) => {
      const runner = bench.runner(more);
      const watch = watching((cause) => void runner.cancel(SESSION, attempt.epoch ?? 1, cause));
      return runner.ensureRun(orderFor({ conversation, ...attempt }, launch), watch);
    },
    ledger: (epoch = 1) => ledgerOf(logs, SESSION, epoch),
    decisions: (epoch = 1) => [...readAsked(bench.ledger(epoch).directory).values()],
    file: (name) => readFile(join(project, name), 'utf8').catch(() => undefined),
    close: async () => {
      for (const runner of runners) {
        for (const { session, attempt } of await runner.list())
          await runner.cancel(session, attempt.epoch, 'operator');
        await runner.detach();
      }
      await Promise.all(servers.map((server) => server.close()));
      await api.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return bench;
}

function orderFor(
  attempt: Partial<Attempt> & Pick<Attempt, 'conversation'>,
  launch: Partial<Launch>,
): RunOrder {
  return {
    session: SESSION,
    attempt: { epoch: 1, task: 1, orderedAt: '2026-11-21T09:30:15.000Z', ...attempt },
    prepare: async () => ({
      ok: true,
      launch: { position: 1, title: 'A task', prompt: 'Do the task.', ...launch },
    }),
  };
}
