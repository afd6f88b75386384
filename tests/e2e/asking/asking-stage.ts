import { afterEach } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startMessagesApi, type MessagesApi } from '../../../src/demo/messages-api.ts';
import { bash, say, type ModelScript, type Step } from '../../../src/demo/model-script.ts';
import { freePort } from '../../helpers/n8n/free-port.ts';
import { serving } from '../../helpers/n8n/serving.ts';
import { killProcessesWith, processesWith } from '../../helpers/processes.ts';
import type { Program } from '../../helpers/program.ts';
import { taskFile } from '../../helpers/project.ts';
import { CLAUDE, claudeEnv } from '../../helpers/scripted-claude.ts';
import { createStages, type Stage, type StageOptions } from '../../helpers/stage.ts';
import { until } from '../../helpers/until.ts';

const SECRET = '5ecre7-0f-7he-a5k1ng-7e575';

export interface AskingStage extends Stage {
  /** Starts the service; resolves once it answers. */
  serve(): Promise<Program>;
  /** Starts the service, and the first task. */
  begin(): Promise<Program>;
  /** What a command at `/webhook/<path>` is answered; it must be taken. */
  say(path: string, body?: object): Promise<void>;
  /** The same for one that must be refused; gives the code. */
  refused(path: string, body?: object): Promise<string>;
  state(): Promise<AskingState>;
  /** The gate of this kind, once one waits that is not `after`. */
  gate(kind: string, after?: ShownGate): Promise<ShownGate>;
  /** The call that waits, once one does that is about `detail`. */
  asks(detail: string, after?: ShownGate): Promise<ShownGate>;
  /** The same call, once the attempt has ended and the call waits on without it. */
  kept(detail: string): Promise<ShownGate>;
  /** Answers each call that is asked, in their order, until the session has closed well; gives what was asked. */
  answerEach(how: 'allow' | 'deny'): Promise<readonly string[]>;
  /** Once the session has closed well; a limit is waited out. */
  completed(): Promise<void>;
  /** What the model read, newest last: the results of its calls since the last prompt. */
  read(): readonly { readonly text: string; readonly isError: boolean }[];
  /** The prompts of the newest request. */
  prompts(): readonly string[];
  /** The lines of a file in the project; none without it. */
  lines(name: string): Promise<readonly string[]>;
  /** The processes of its attempts. */
  attempts(): readonly number[];
  killAttempts(): void;
  /** Once no attempt runs. */
  quiet(): Promise<void>;
}

export interface AskingState {
  readonly status: string;
  readonly epoch: number | null;
  readonly gate: ShownGate | null;
  readonly also_waiting: readonly ShownGate[];
  readonly tasks: readonly { readonly status: string; readonly cost_usd: number }[];
}

export interface ShownGate {
  readonly id: string;
  readonly kind: string;
  readonly task: number;
  readonly allowed: readonly string[];
  readonly call: ShownCall | null;
  readonly plan: { readonly text: string; readonly whole: boolean } | null;
  readonly hold: Hold | null;
  readonly warning: { readonly limit: string; readonly utilization: number | null } | null;
  readonly budget: { readonly of: string; readonly limit_usd: number; readonly spent_usd: number } | null;
}

export interface ShownCall {
  readonly tool: string;
  readonly kind: string;
  readonly detail: string;
  readonly why: string;
  readonly live: boolean;
  readonly for_task: boolean;
  readonly shown: boolean;
  readonly command?: string;
  readonly path?: string;
  readonly diff?: string;
  readonly content?: string;
  readonly questions?: readonly { readonly question: string }[];
}

interface Hold {
  readonly cause: string;
  readonly tries: number;
  readonly since: string;
  readonly resume_at: string | null;
}

export interface AskingOptions extends Partial<StageOptions> {
  readonly script: ModelScript;
  /** `claude.ask_wait`; longer than any test by default. */
  readonly wait?: string;
  readonly permissions?: 'ask' | 'skip';
  /** How long it takes for the next call of a message to arrive. */
  readonly blockMs?: number;
}

/** Stages on which the service runs the real CLI and is spoken to over HTTP. */
export function createAskingStages(): (options: AskingOptions) => Promise<AskingStage> {
  const createStage = createStages();
  const apis: MessagesApi[] = [];
  afterEach(async () => {
    await Promise.all(apis.splice(0).map((api) => api.close()));
  });
  return async ({ wait = '10m', permissions = 'ask', blockMs, claude = '', config = '', ...options }) => {
    const port = await freePort();
    const slow = blockMs === undefined ? undefined : await startMessagesApi(options.script, { blockMs });
    if (slow) apis.push(slow);
    const stage = await createStage({
      tasks: taskFile({ title: 'First' }),
      command: CLAUDE,
      env: (api, home) => claudeEnv(slow ?? api, home),
      ...options,
      claude: `  permissions: ${permissions}\n  ask_wait: ${wait}\n${claude}`,
      config: `server: { port: ${port} }\nwebhooks: { secret: ${SECRET} }\n${config}`,
    });
    return onStage({ ...stage, api: slow ?? stage.api }, port);
  };
}

function onStage(stage: Stage, port: number): AskingStage {
  const { project, api } = stage;
  const post = async (path: string, body: object): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}/webhook/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-webhook-secret': SECRET },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  };
  const state = async (): Promise<AskingState> => (await post('command', { command: '/status' })).state;
  const say = async (path: string, body: object = {}): Promise<void> => {
    const answer = await post(path, body);
    if (answer.status !== 'ok') throw new Error(`${path}: ${answer.message}`);
  };
  const gate: AskingStage['gate'] = (kind, after) =>
    until(async () => {
      const found = await state();
      const all = [found.gate, ...found.also_waiting];
      return all.find((each) => each?.kind === kind && each.id !== after?.id) ?? undefined;
    }).catch(async (error: unknown) => {
      throw new Error(`no gate "${kind}" in ${JSON.stringify(await state())}`, { cause: error });
    });
  const attempts = (): readonly number[] => processesWith('GREENLIGHT_ATTEMPT=', `HOME=${project.home}`);
  const serve = (): Promise<Program> => serving(stage, port);

  return {
    ...stage,
    ...{ serve, say, state, gate, attempts },
    async begin() {
      const service = await serve();
      await say('start', { file: 'list.md' });
      await say('approve');
      return service;
    },
    async refused(path, body = {}) {
      const { status, code } = await post(path, body);
      if (status !== 'error') throw new Error(`${path} was taken`);
      return code ?? '';
    },
    asks: (detail, after) =>
      until(async () => {
        const found = await gate('ask', after);
        return found.call?.detail.includes(detail) === true && found;
      }),
    kept: (detail) =>
      until(async () => {
        const found = await gate('ask');
        return found.call?.detail.includes(detail) === true && !found.call.live && found;
      }),
    async answerEach(how) {
      const asked: ShownGate[] = [];
      for (;;) {
        const { status, gate: next } = await until(async () => {
          const found = await state();
          return (found.status === 'completed' || isNew(found.gate, asked.at(-1))) && found;
        });
        if (status === 'completed') return asked.flatMap(({ call }) => call?.detail ?? []);
        if (!next?.call) throw new Error(`it waits: ${JSON.stringify(next)}`);
        asked.push(next);
        await say(how, { gate: next.id });
      }
    },
    async completed() {
      const ended = await until(async () => {
        const found = await state();
        const isOver = found.status === 'completed' || found.status === 'stopped';
        return (isOver || (found.gate !== null && found.gate.kind !== 'limit')) && found;
      });
      if (ended.status !== 'completed') throw new Error(`it waits: ${JSON.stringify(ended, undefined, 1)}`);
    },
    read: () => api.requests.at(-1)?.conversation.toolResults ?? [],
    prompts: () => api.requests.at(-1)?.conversation.prompts ?? [],
    lines: async (name) =>
      (await readFile(join(project.directory, name), 'utf8').catch(() => '')).split('\n').filter(Boolean),
    killAttempts: () => killProcessesWith('GREENLIGHT_ATTEMPT=', `HOME=${project.home}`),
    quiet: async () => {
      await until(() => attempts().length === 0);
    },
  };
}

const isNew = (gate: ShownGate | null, before: ShownGate | undefined): boolean =>
  gate !== null && gate.id !== before?.id;

interface Answer {
  readonly status: string;
  readonly message: string;
  readonly code?: string;
  readonly state: AskingState;
}

/** The model's messages since the last prompt, in order; then it has finished. */
export const inOrder =
  (...steps: readonly Step[]): ModelScript =>
  ({ turn }) =>
    steps[turn] ?? say('All done.');

/** A command that no rule names; it can be counted how often it ran. */
export const ran = (name: string): string => `echo ran >> ${name}`;
export const run = (name: string): Step => bash(ran(name));
