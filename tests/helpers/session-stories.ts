import fc from 'fast-check';
import type { GateRules } from '../../src/core/gate/index.ts';
import {
  decide,
  evolve,
  idle,
  type ListedTask,
  type OpenSession,
  type Phase,
  type Rejection,
  type Session,
  type SessionCommand,
  type SessionEvent,
} from '../../src/core/session/index.ts';
import { listed, moved, stamped, type BareCommand } from './session-play.ts';
import type { Step } from './session-step.ts';
import { step } from './session-steps.ts';

export const types = ['database', 'documentation', 'backend'];
const rules: fc.Arbitrary<GateRules> = fc.record({
  mode: fc.constantFrom('required', 'auto', 'manual'),
  checkpointAfter: fc.subarray(types),
  autoApprove: fc.subarray(types),
  sessionUsd: fc.constantFrom(undefined, undefined, 0.5),
  dayUsd: fc.constantFrom(undefined, undefined, 1),
});

const list: fc.Arbitrary<readonly ListedTask[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types, undefined),
      requiresApproval: fc.constantFrom(true, false, undefined),
      depends: fc.boolean(),
      planFirst: fc.constantFrom(true, undefined, undefined),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((tasks) =>
    tasks.map(({ type, requiresApproval, depends, planFirst }, index) =>
      listed(index + 1, {
        type,
        requiresApproval,
        planFirst,
        dependsOn: depends && index > 0 ? [index] : [],
      }),
    ),
  );

/** What is asked, and whether somebody else touches the files just before. */
interface Turn {
  readonly ask: Step;
  readonly touch: boolean;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  ask: step,
  touch: fc.constantFrom(true, ...Array.from({ length: 9 }, () => false)),
});

/** One step of a story: what was asked, and what came of it. */
export interface Taken {
  readonly before: Session;
  readonly command: SessionCommand;
  readonly events: readonly SessionEvent[];
  readonly refused: boolean;
  readonly why?: Rejection['code'] | undefined;
  readonly after: Session;
}

/** What stands in the working tree; a new number for all that was never there before. */
interface World {
  tree: string | undefined;
  todayUsd: number;
  /** By the name it is kept under. */
  readonly kept: Map<string, string>;
}

const shownTree = (session: Session): string | undefined =>
  session.state === 'open' && session.phase.name === 'waiting' ? session.phase.gate.tree : undefined;

/** Attempts and other people change the tree, an undo and a redo bring back what stood there. */
function change(world: World, before: Session, command: BareCommand, { touch }: Turn, n: number): void {
  if (world.tree === undefined || before.state !== 'open') return;
  const { phase } = before;
  if (phase.name === 'undoing' && command.type === 'restored' && command.failure === undefined) {
    world.kept.set(phase.keepAs, world.tree);
    world.tree = world.kept.get(targetOf(before, phase)) ?? world.tree;
  }
  if (touch || (phase.name === 'running' && command.type === 'report')) world.tree = `h:${n}`;
}

/** The name under which is kept what is to stand there again. */
function targetOf(session: OpenSession, { way, task }: Extract<Phase, { name: 'undoing' }>): string {
  const undone = session.redo.at(-1);
  if (way === 'redo' && undone) return undone.keptAs;
  return `before ${String(session.tasks.find((record) => record.number === task)?.firstEpoch)}`;
}

export function history(
  gates: GateRules,
  tasks: readonly ListedTask[],
  turns: readonly Turn[],
  tree: string | undefined,
): readonly Taken[] {
  let session: Session = idle;
  const world: World = { tree, todayUsd: 0, kept: new Map() };
  const begin: Step = () => ({ type: 'start', id: 'S', file: 'f', digest: 'd', tasks, repeated: false });
  return [{ ask: begin, touch: false }, ...turns].map((taken, index) => {
    const before = session;
    const shown = shownTree(before);
    const isTouched = (): boolean => shown !== undefined && shown !== world.tree;
    const asked = taken.ask(before, index + 1, isTouched());
    change(world, before, asked, taken, index + 1);
    const seen = isTouched() ? { moved } : {};
    if (asked.type === 'report') world.todayUsd += asked.outcome.costUsd ?? 0;
    const { todayUsd } = world;
    const command = stamped({ ...asked, seen: { tree: world.tree, todayUsd, ...seen } }, index + 1);
    const decision = decide(command, before, gates);
    const events = decision.ok ? decision.events : [];
    session = events.reduce(evolve, before);
    for (const event of events) {
      if (event.type !== 'attempt-ordered' || world.tree === undefined) continue;
      world.kept.set(`before ${event.attempt.epoch}`, world.tree);
    }
    const why = decision.ok ? undefined : decision.rejection.code;
    return { before, command, events, refused: !decision.ok, why, after: session };
  });
}

/** Rules, a list, what is asked one after another, and the working tree, if there is a repository. */
export const stories = fc.tuple(
  rules,
  list,
  fc.array(turn, { maxLength: 40, size: 'max' }),
  fc.constantFrom<string | undefined>('h:0', 'h:0', 'h:0', undefined),
);
