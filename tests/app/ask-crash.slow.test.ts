import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Asking, CallReply, WantedCall } from '../../src/app/ports/asking.ts';
import type { OperatorCommand } from '../../src/core/operator/index.ts';
import { openGates, type Session } from '../../src/core/session/index.ts';
import { planned } from '../helpers/session-asks.ts';
import { ann, completed, limited } from '../helpers/session-play.ts';
import type { Script } from '../helpers/fake-runner.ts';
import { asks, deferredIn, WAIT_MS, wanted } from './asking.ts';
import { createMortal, type Death, type Mortal } from './mortal.ts';
import { createStage, emptyDisk, now, quiet, start, taskNumbered, type Disk, type Stage } from './stage.ts';

const commanded = (id: string, command: string): WantedCall => ({ ...wanted, id, input: { command } });
const question: WantedCall = {
  ...{ id: 'toolu_q', tool: 'AskUserQuestion', cwd: '/project' },
  input: { questions: [{ question: 'Which?', options: [{ label: 'A' }, { label: 'B' }] }] },
};
const unseen = commanded('toolu_d', 'npm run deploy');
const audit = commanded('toolu_2', 'npm audit fix');

/** Attempts end when the story says so. */
const script: Script = { 1: [{}], 2: [{}, {}, { leaves: { deferred: unseen } }, {}], 3: [{}] };
const tasks = [taskNumbered(1), taskNumbered(2, { planFirst: true }), taskNumbered(3)];

/** What is outside of Greenlight, and outlives it. */
interface World {
  readonly disk: Disk;
  /** The CLI starts a program that asks, and asks again, until it is answered. */
  readonly hook: (epoch: number, call: WantedCall, name?: string) => void;
  readonly end: Stage['runner']['end'];
}

type Step =
  OperatorCommand | ((session: Session) => OperatorCommand) | { readonly world: (world: World) => void };

const at = (id: string, command: OperatorCommand) => (session: Session) => {
  const gate = openGates(session).find((each) => each.kind === 'ask' && each.call.id === id)?.id;
  return { ...command, gate } as OperatorCommand;
};

const { resetsAt = '' } = limited as { resetsAt?: string };
const approve = { type: 'approve' } as const;

/** Allowed, answered, put off, allowed for a task, planned, held up by a limit, ended in unseen, and denied. */
const story: readonly Step[] = [
  start,
  approve,
  { world: ({ hook }) => hook(1, wanted) },
  { type: 'allow' },
  { world: ({ hook }) => [audit, question].forEach((call) => hook(1, call)) },
  at('toolu_q', { type: 'answer', answers: { words: '2' } }),
  { world: ({ disk }) => disk.clock.advance(WAIT_MS) },
  { world: ({ end }) => end(1, deferredIn(audit)) },
  { type: 'allow', forTask: true },
  { world: ({ hook }) => hook(2, audit, 'resumed') },
  { world: ({ hook }) => hook(2, { ...audit, id: 'toolu_3' }) },
  { world: ({ end }) => end(2, completed) },
  approve,
  { world: ({ end }) => end(3, planned) },
  approve,
  { world: ({ end }) => end(4, limited) },
  { world: ({ disk }) => disk.clock.advance(Date.parse(resetsAt) + 10_000 - Date.parse(disk.clock.now())) },
  { world: ({ end }) => end(5, deferredIn(unseen)) },
  { type: 'deny', words: 'No.' },
  { world: ({ hook }) => hook(6, unseen) },
  { world: ({ end }) => end(6, completed) },
  { type: 'stop' },
];

interface Hook {
  readonly asking: Asking;
  reply?: CallReply;
}

interface Life extends Mortal {
  readonly stage: Stage;
}

function begin(disk: Disk, death?: Death): Life {
  const mortal = createMortal(disk.audit, death);
  const deps = (fakes: Parameters<Mortal['deps']>[0]) => ({ ...asks(), ...mortal.deps(fakes) });
  return { stage: createStage({ disk, script, tasks, deps }), ...mortal };
}

interface Told {
  readonly disk: Disk;
  readonly stage: Stage;
  readonly hooks: readonly Hook[];
  readonly steps: number;
}

/** The story on one disk; whoever asked a process that died asks the next one again. */
async function tell(deaths: readonly Death[] = []): Promise<Told> {
  const disk = emptyDisk();
  const dying = [...deaths];
  const hooks: Hook[] = [];
  let life = begin(disk, dying.shift());

  const lives = (work: Promise<unknown>): Promise<boolean> =>
    Promise.race([life.died.then(() => false), work.then(() => true)]);
  const connect = (hook: Hook): void => {
    const { stage, isDead } = life;
    const answered = stage.service.askDesk.ask(hook.asking, new AbortController().signal);
    void answered.then((reply) => isDead() || (hook.reply ??= reply));
  };
  const reborn = async (): Promise<void> => {
    while (!(await lives(life.stage.service.recover().then(quiet)))) life = begin(disk, dying.shift());
    hooks.filter(({ reply }) => !reply).forEach(connect);
    await quiet();
  };
  /** A process may die of what it does by itself. */
  const settled = async (): Promise<void> => {
    await quiet();
    while (life.isDead()) {
      life = begin(disk, dying.shift());
      await reborn();
    }
  };
  const world: World = {
    disk,
    hook(epoch, call, name = `of ${call.id}`) {
      const session = disk.starts[0]?.split('/')[0] ?? '';
      const hook = { asking: { ...call, session, epoch, name, subagent: false } };
      hooks.push(hook);
      connect(hook);
    },
    end: (...ended) => life.stage.runner.end(...ended),
  };

  await reborn();
  await settled();
  for (const [n, step] of story.entries()) {
    if (typeof step === 'object' && 'world' in step) step.world(world);
    else {
      const { service } = life.stage;
      const command = typeof step === 'function' ? step(service.read()) : step;
      const ask = () => life.stage.service.request({ by: ann, command, id: `r${n}` });
      while (!(await lives(ask().then(quiet)))) await settled();
    }
    await settled();
  }
  const steps = life.steps();
  life = begin(disk);
  await reborn();
  return { disk, stage: life.stage, hooks, steps };
}

const replies = ({ hooks }: Told) => hooks.map(({ asking, reply }) => [asking.id, asking.epoch, reply]);
const epochs = ({ disk }: Told) => disk.starts.map((each) => each.split('/')[1]);
const kinds = ({ disk }: Told) =>
  new Set(
    disk.told.map((notice) => {
      const gate = 'gate' in notice && typeof notice.gate === 'object' ? notice.gate : undefined;
      const call = gate?.kind === 'ask' ? gate.call : undefined;
      const decision = 'decision' in notice ? notice.decision : undefined;
      const attempt = 'attempt' in notice ? { ...notice.attempt, ...passing } : undefined;
      return JSON.stringify([notice.type, gate?.kind, gate?.task, call, decision, attempt]);
    }),
  );
const passing = { conversation: undefined, orderedAt: undefined, answers: undefined, patience: undefined };

/** Whatever happened on the way: the same in the end as when nothing had happened. */
async function expectNothingLost(deaths: readonly Death[], whole: Told): Promise<void> {
  const told = await tell(deaths);
  expect(now(told.stage.service.read())).toBe('stopped');
  expect(replies(told)).toEqual(replies(whole));
  expect(epochs(told)).toEqual(epochs(whole));
  expect(kinds(told)).toEqual(kinds(whole));
  expect(told.disk.calls.size).toBe(whole.disk.calls.size);
  expect(told.disk.kept.loaded.state.spending).toEqual(whole.disk.kept.loaded.state.spending);
  await told.stage.service.close();
  expect(told.disk.audit.map(({ n }) => n)).toEqual(told.disk.audit.map((_, index) => index + 1));
}

const ALLOW = { decision: 'allow' };

describe('a process whose attempts ask, plan and are held up, and that dies', () => {
  it('at any step of a story, once', async () => {
    const whole = await tell();
    expect(now(whole.stage.service.read())).toBe('stopped');
    expect(epochs(whole)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(replies(whole)).toEqual([
      ['toolu_1', 1, ALLOW],
      ['toolu_2', 1, { decision: 'defer' }],
      ['toolu_q', 1, { decision: 'allow', input: { ...question.input, answers: { 'Which?': 'B' } } }],
      ['toolu_2', 2, ALLOW],
      ['toolu_3', 2, ALLOW],
      ['toolu_d', 6, { decision: 'deny', reason: 'The operator did not allow this: No.' }],
    ]);
    expect(whole.steps).toBeGreaterThan(60);
    for (let step = 1; step <= whole.steps; step += 1) {
      for (const effect of ['without', 'with'] as const)
        await expectNothingLost([{ at: step, effect }], whole);
    }
  });

  it('again and again', async () => {
    const whole = await tell();
    const death = fc.record({
      at: fc.integer({ min: 1, max: 25 }),
      effect: fc.constantFrom('without' as const, 'with' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(death, { minLength: 2, maxLength: 8 }), (deaths) =>
        expectNothingLost(deaths, whole),
      ),
      { numRuns: 60 },
    );
  });
});
