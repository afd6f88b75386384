import type { Asking, CallReply, WantedCall } from '../../src/app/ports/asking.ts';
import type { KeptCall } from '../../src/app/ports/call-book.ts';
import type { SessionServiceDeps } from '../../src/app/session-service.ts';
import type { Outcome } from '../../src/core/attempt/index.ts';
import { canonical, DEFAULT_RULES, readRule, type PermissionRules } from '../../src/core/permission/index.ts';
import type { AskGate, Gate } from '../../src/core/gate/index.ts';
import { openGates } from '../../src/core/session/index.ts';
import { createFakeIds } from '../helpers/app-fakes.ts';
import { openStage, quiet, start, type Disk, type Stage, type StageOptions } from './stage.ts';

export const SESSION = '20261121-093015';
export const WAIT_MS = 600_000;

type RuleTexts = Partial<Readonly<Record<keyof PermissionRules, readonly string[]>>>;

/** The rules that there are without any, and these. */
export function rulesOf(texts: RuleTexts = {}): PermissionRules {
  const read = (kind: keyof PermissionRules) =>
    [...DEFAULT_RULES[kind], ...(texts[kind] ?? [])].map((text) => {
      const reading = readRule(text);
      if (!reading.ok) throw new Error(reading.sentence);
      return reading.rule;
    });
  return { allow: read('allow'), ask: read('ask'), deny: read('deny') };
}

export const asks = (texts?: RuleTexts): Pick<SessionServiceDeps, 'permissions'> => ({
  permissions: { asks: true, rules: rulesOf(texts), askWaitMs: WAIT_MS, trustProject: true },
});

/** The first attempt runs until somebody ends it, and its calls are asked about. */
export async function askingStage(options: StageOptions = {}, texts?: RuleTexts): Promise<Stage> {
  const stage = await askingOn(options, texts);
  await stage.ask(start);
  await stage.ask({ type: 'approve' });
  return stage;
}

/** A service that comes to a disk as it is. */
export const askingOn = ({ deps, ...options }: StageOptions, texts?: RuleTexts): Promise<Stage> =>
  openStage({
    script: { 1: [{}], 2: [{}], 3: [{}] },
    ...options,
    deps: (fakes) => ({ ...asks(texts), ...deps?.(fakes) }),
  });

/** What the first attempt asks for. */
export const wanted: WantedCall = {
  ...{ id: 'toolu_1', tool: 'Bash', cwd: '/project' },
  input: { command: 'npm install left-pad' },
};

/** As the runner tells it, which knows no rules. */
export const deferredIn = ({ id, tool, input }: WantedCall = wanted): Outcome => ({
  ...{ kind: 'deferred', sentence: 'Claude waits for an answer.', resumable: true },
  call: {
    ...{ id, kind: 'permission', tool, digest: createFakeIds().digest(canonical(input)) },
    ...{ detail: 'a command', why: 'Greenlight was not there to answer.' },
  },
});

export interface Asked {
  /** What was said, or that nothing was said yet. */
  readonly now: () => Promise<CallReply | 'waits'>;
  readonly reply: Promise<CallReply>;
  /** Nobody waits for the answer any more. */
  readonly leave: () => void;
}

/** The first attempt asks for a command. */
export function wants({ service }: Pick<Stage, 'service'>, change: Partial<Asking> = {}): Asked {
  const gone = new AbortController();
  const asking: Asking = {
    ...{ session: SESSION, epoch: 1, name: 'hook-1', subagent: false },
    ...wanted,
    ...change,
  };
  const reply = service.askDesk.ask(asking, gone.signal);
  return {
    reply,
    leave: () => gone.abort(),
    async now() {
      await quiet();
      return Promise.race([reply, quiet().then(() => 'waits' as const)]);
    },
  };
}

export const gatesIn = ({ service }: Pick<Stage, 'service'>): readonly Gate[] => openGates(service.read());

export function askIn(stage: Pick<Stage, 'service'>): AskGate {
  const gate = gatesIn(stage)[0];
  if (gate?.kind !== 'ask') throw new Error(`nothing is asked: ${String(gate?.kind)}`);
  return gate;
}

export function keptOn({ calls }: Disk, id: string, epoch = 1, session = SESSION): KeptCall {
  const text = calls.get(JSON.stringify([session, epoch, id]));
  if (text === undefined) throw new Error(`nothing was kept of ${id}`);
  return JSON.parse(text) as KeptCall;
}

export const pass = async (disk: Disk, ms: number): Promise<void> => {
  disk.clock.advance(ms);
  await quiet();
};
