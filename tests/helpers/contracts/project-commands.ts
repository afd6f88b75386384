import type { Answers, AskedCall, Attempt, Outcome } from '../../../src/core/attempt/index.ts';
import type { AskGate, Gate } from '../../../src/core/gate/index.ts';
import {
  openGates,
  type LeashAsked,
  type ListChange,
  type ListedTask,
  type OpenSession,
  type RestoreCheck,
  type Session,
  type SessionCommand,
} from '../../../src/core/session/index.ts';

/** What is asked next; which gate and which attempt that is about depends on the state. */
export interface Step extends LeashAsked {
  readonly type: SessionCommand['type'];
  readonly outcome: Outcome;
  readonly call: AskedCall;
  readonly answers: Answers;
  readonly tree: string | undefined;
  readonly check: RestoreCheck;
  readonly words: string | undefined;
  readonly confirm: true | undefined;
  readonly stale: boolean;
  readonly channel: string;
}

export const listOf = (
  count: number,
): Omit<Extract<SessionCommand, { type: 'start' }>, 'type' | 'at' | 'by' | 'fresh'> => ({
  id: '20261121-093015',
  file: 'tasks/2026-11-21-tasks.md',
  digest: 'digest-of-the-list',
  repeated: false,
  tasks: Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    title: `Task number ${index + 1}`,
    type: 'database',
    dependsOn: [],
    digest: `digest-${index + 1}`,
  })),
});

export const stampOf = (
  n: number,
  channel: string,
  tree?: string,
): Pick<SessionCommand, 'at' | 'by' | 'fresh'> => ({
  at: `2026-11-21T09:${String(n).padStart(2, '0')}:00.000Z`,
  by: { channel, name: 'Ada' },
  fresh: {
    gate: `gate-${n}`,
    conversation: `conversation-${n}`,
    tree,
    moved: { paths: ['a'], total: 1, head: false },
  },
});

export function commandOf(
  step: Step,
  n: number,
  session: Session,
  tasks: readonly ListedTask[],
): SessionCommand {
  const { words, answers } = step;
  const stamp = stampOf(n, step.channel, step.tree);
  const type = typeOf(step, session);
  const atGate = { gate: step.stale ? 'gate-0' : gateOf(session) };
  const news = newsOf(session);
  switch (type) {
    case 'start':
      return { ...stamp, type, ...listOf(0), id: `20261121-0930${String(n).padStart(2, '0')}`, tasks };
    case 'approve': {
      const { count, until, belowUsd } = step;
      return { ...stamp, type, count, until, belowUsd, ...atGate };
    }
    case 'undo':
    case 'redo':
      return { ...stamp, type, check: step.check, force: step.confirm, ...atGate };
    case 'restored':
      return { ...stamp, type, session: news.session, failure: step.stale ? 'No space.' : undefined };
    case 'renew':
    case 'elapsed':
      return { ...stamp, type, session: news.session, gate: atGate.gate ?? 'none' };
    case 'edited': {
      const changes: readonly ListChange[] = [{ number: 10, title: 'T', change: 'moved', begun: step.stale }];
      return { ...stamp, type, session: news.session, digest: `edited-${n % 3}`, changes };
    }
    case 'reload':
      return { ...stamp, type, digest: 'edited-1', tasks: tasks.toReversed(), ...atGate };
    case 'committed': {
      const told = step.stale ? { failure: 'A merge runs.' } : { commit: 'f00' };
      return { ...stamp, type, session: news.session, task: 10, ...told };
    }
    case 'retry':
      return { ...stamp, type, words, ...atGate };
    case 'skip':
      return { ...stamp, type, ...atGate };
    case 'allow': {
      const instead = step.stale ? words : undefined;
      return { ...stamp, type, instead, forTask: step.confirm, ...atGate };
    }
    case 'deny':
      return { ...stamp, type, words, ...atGate };
    case 'answer':
      return { ...stamp, type, answers, ...atGate };
    case 'wait':
      return { ...stamp, type, until: '2026-11-21T09:20:00.000Z', ...atGate };
    case 'stop':
      return { ...stamp, type, confirm: step.confirm };
    case 'report':
      return { ...stamp, type, ...news, outcome: outcomeOf(step, session) };
    case 'overdue':
      return { ...stamp, type, ...news, cause: 'timeout' };
    case 'ask':
      return { ...stamp, type, ...news, call: step.call };
    case 'use':
      return { ...stamp, type, ...news, call: answeredOf(session), usedBy: `asking-${n % 4}` };
    case 'refuse':
      return { ...stamp, type, ...news, gate: atGate.gate ?? 'none', reason: 'Ask again, alone.' };
    case 'restore':
      return { ...stamp, type, attempts: step.stale ? [] : [lostAttempt(news.epoch, tasks, stamp.at)] };
    case 'interrupt':
      return { ...stamp, type, ...news };
    case 'unleash':
    case 'pause':
    case 'resume':
      return { ...stamp, type };
  }
}

const lostAttempt = (last: number, tasks: readonly ListedTask[], orderedAt: string): Attempt => ({
  epoch: last + 1,
  task: tasks[0]?.number ?? 1,
  conversation: 'c',
  orderedAt,
});

/** An attempt that ends in the middle of a call ends in the one that it asked about, most of the time. */
function outcomeOf({ outcome, stale }: Step, session: Session): Outcome {
  const [asked] = openGates(session);
  const isAbout = outcome.kind === 'deferred' && asked?.kind === 'ask' && !stale;
  return isAbout ? { ...outcome, call: asked.call } : outcome;
}

const answeredOf = (session: Session): string =>
  (session.state === 'open' ? session.answered.at(-1)?.id : undefined) ?? 'none';

const DECISIONS = ['approve', 'skip', 'retry', 'undo', 'redo', 'reload', 'wait'];
const ANSWERS = ['allow', 'deny', 'answer', 'use', 'refuse'];

/** What does not fit is refused, most of it: two times in three what is asked fits, so that the story goes on. */
const typeOf = ({ type, stale }: Step, session: Session): Step['type'] =>
  stale || session.state !== 'open' ? type : fitting(type, session);

function fitting(type: Step['type'], session: OpenSession): Step['type'] {
  const { phase } = session;
  const isPaused = session.pausedAt !== undefined && phase.name !== 'running';
  if (isPaused && DECISIONS.includes(type)) return 'resume';
  switch (phase.name) {
    case 'undoing':
      return 'restored';
    case 'stopping':
      return 'report';
    case 'waiting':
      return atGate(type, phase.gate);
    case 'running':
      return whileRunning(type, phase.asks[0], session.answered.length > 0);
    case 'between':
      return type;
  }
}

function whileRunning(type: Step['type'], asked: AskGate | undefined, isAnswered: boolean): Step['type'] {
  if (DECISIONS.includes(type)) return asked ? answerTo(asked) : 'report';
  return ANSWERS.includes(type) && !asked && !isAnswered ? 'ask' : type;
}

function atGate(type: Step['type'], gate: Gate): Step['type'] {
  if (type === 'report' || ANSWERS.includes(type)) return gate.kind === 'ask' ? answerTo(gate) : 'undo';
  if (type !== 'approve') return type;
  if (gate.kind === 'ask') return answerTo(gate);
  return gate.kind === 'failure' || gate.kind === 'limit' ? 'retry' : type;
}

const answerTo = ({ call }: AskGate): Step['type'] => (call.kind === 'question' ? 'answer' : 'allow');

const newsOf = (session: Session): { readonly session: string; readonly epoch: number } =>
  session.state === 'idle'
    ? { session: 'none', epoch: 0 }
    : { session: session.id, epoch: session.lastEpoch };

const gateOf = (session: Session): string | undefined => openGates(session)[0]?.id;
