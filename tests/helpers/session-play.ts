import type { Outcome } from '../../src/core/attempt/index.ts';
import type { Gate, GateRules } from '../../src/core/gate/index.ts';
import {
  decide,
  evolve,
  idle,
  type Decision,
  type Fresh,
  type ListChange,
  type ListedTask,
  type OpenSession,
  type Session,
  type SessionCommand,
  type SessionEvent,
} from '../../src/core/session/index.ts';

export const required: GateRules = {
  mode: 'required',
  checkpointAfter: ['database', 'deployment'],
  autoApprove: ['documentation', 'testing'],
};

export const auto: GateRules = { ...required, mode: 'auto' };
export const ann = { channel: 'terminal', name: 'ann' };

export const completed: Outcome = {
  kind: 'completed',
  asks: false,
  sentence: 'Done.',
  costUsd: 0.25,
  turns: 4,
  durationMs: 60_000,
  resumable: true,
};
export const asking: Outcome = { ...completed, asks: true, sentence: 'It ended with a question.' };
export const failed: Outcome = {
  kind: 'failed',
  failure: 'api',
  sentence: 'The API refused.',
  resumable: true,
};
export const limited: Outcome = {
  kind: 'limited',
  resetsAt: '2026-11-21T17:00:00.000Z',
  sentence: 'Usage limit.',
  resumable: true,
};

export const listed = (number: number, change: Partial<ListedTask> = {}): ListedTask => ({
  number,
  title: `Task number ${number}`,
  type: 'backend',
  requiresApproval: undefined,
  dependsOn: [],
  digest: `digest-${number}`,
  ...change,
});

export const three = [listed(1), listed(2), listed(3)];

export const unverified: Outcome = { ...failed, failure: 'verification', sentence: 'npm test failed.' };
export const unchanged: Outcome = { ...completed, unchanged: true, sentence: 'It changed nothing.' };

/** A command without the stamp that `play` gives it. */
export type BareCommand = SessionCommand extends infer C
  ? C extends SessionCommand
    ? Omit<C, 'at' | 'by' | 'fresh'> & { readonly seen?: Seen }
    : never
  : never;

/** The working tree as it is found for a command, and what was spent today. */
export type Seen = Pick<Fresh, 'tree' | 'moved' | 'todayUsd'>;

export const approve: BareCommand = { type: 'approve' };
export const skip: BareCommand = { type: 'skip' };
export const retry: BareCommand = { type: 'retry' };
export const pause: BareCommand = { type: 'pause' };
export const resume: BareCommand = { type: 'resume' };
export const stop = (confirm?: number | true): BareCommand => ({ type: 'stop', confirm });

export const start = (tasks: readonly ListedTask[] = three, repeated = false): BareCommand => ({
  type: 'start',
  id: 'S',
  file: 'tasks/today.md',
  digest: 'list',
  tasks,
  repeated,
});

export const report = (epoch: number, outcome: Outcome = completed): BareCommand => ({
  type: 'report',
  session: 'S',
  epoch,
  outcome,
});

export const moved = { paths: ['src/a.ts'], total: 1, head: false };
/** The command, asked over a working tree that somebody else touched. */
export const touched = (command: BareCommand, tree = 'h:touched'): BareCommand => ({
  ...command,
  seen: { tree, moved },
});
export const inTree = (command: BareCommand, tree: string): BareCommand => ({ ...command, seen: { tree } });

export const undo: BareCommand = { type: 'undo', check: { kind: 'ready' } };
export const redo: BareCommand = { type: 'redo', check: { kind: 'ready' } };
export const restored = (failure?: string): BareCommand => ({ type: 'restored', session: 'S', failure });
/** An undo, done. */
export const undone = [undo, restored()] as const;
export const redone = [redo, restored()] as const;
export const unleash: BareCommand = { type: 'unleash' };
export const edited = (digest: string, changes: readonly ListChange[] = [changeOf(3)]): BareCommand => ({
  type: 'edited',
  session: 'S',
  digest,
  changes,
});
export const changeOf = (number: number, change: Partial<ListChange> = {}): ListChange => ({
  number,
  title: `Task number ${number}`,
  change: 'changed',
  begun: false,
  ...change,
});
export const reload = (tasks: readonly ListedTask[], digest = 'edited'): BareCommand => ({
  type: 'reload',
  digest,
  tasks,
});

export const second = (n: number): string => new Date(Date.UTC(2026, 10, 21, 9, 0, n)).toISOString();

/** The `n`th command of a story, with its time and ids. */
export const stamped = ({ seen, ...command }: BareCommand, n: number): SessionCommand => ({
  ...command,
  at: second(n),
  by: ann,
  fresh: { gate: `g${n}`, conversation: `c${n}`, ...seen },
});

export interface Story {
  readonly session: Session;
  /** The decision on the last command. */
  readonly decision: Decision;
  readonly events: readonly SessionEvent[];
}

/** Asks the commands one after another; refused ones change nothing. */
export function play(rules: GateRules, ...commands: readonly BareCommand[]): Story {
  let session: Session = idle;
  let decision: Decision = { ok: true, events: [] };
  const events: SessionEvent[] = [];
  commands.forEach((command, index) => {
    decision = decide(stamped(command, index + 1), session, rules);
    if (!decision.ok) return;
    events.push(...decision.events);
    session = decision.events.reduce(evolve, session);
  });
  return { session, decision, events };
}

/** The same in a repository, where the working tree is `h:t` unless a command says otherwise. */
export const playInGit = (rules: GateRules, ...commands: readonly BareCommand[]): Story =>
  play(rules, ...commands.map((command) => ({ seen: { tree: 'h:t' }, ...command })));

export function gateOf(story: Story): Gate {
  const { phase } = openOf(story);
  if (phase.name !== 'waiting') throw new Error(`the session is ${now(story)}`);
  return phase.gate;
}

export function openOf(story: Story): OpenSession {
  if (story.session.state !== 'open') throw new Error(`the session is ${story.session.state}`);
  return story.session;
}

/** What the session does now, in a short text: `gate start/required 2`, `run 1 (task 1)`, `completed`. */
export function now(story: Story): string {
  const { session } = story;
  if (session.state !== 'open') return session.state === 'closed' ? session.how : 'idle';
  const { phase } = session;
  const prefix = session.pausedAt === undefined ? '' : 'paused ';
  switch (phase.name) {
    case 'waiting': {
      const why = 'why' in phase.gate ? `/${phase.gate.why}` : '';
      return `${prefix}gate ${phase.gate.kind}${why} ${phase.gate.task}`;
    }
    case 'running': {
      const asks = phase.asks.map(({ id }) => `, asks ${id}`).join('');
      return `${prefix}run ${phase.attempt.epoch} (task ${phase.attempt.task})${asks}`;
    }
    case 'stopping':
      return `${prefix}stopping ${phase.attempt.epoch} (${phase.cause}${phase.closes ? ', closes' : ''})`;
    case 'undoing':
      return `${prefix}${phase.way} ${phase.task}`;
    case 'between':
      return `${prefix}between`;
  }
}

export const rejection = (story: Story): string => (story.decision.ok ? 'ok' : story.decision.rejection.code);
