export type {
  AtGate,
  AttemptNews,
  Fresh,
  InSession,
  ListChange,
  ListedTask,
  ProjectNews,
  RestoreCheck,
  StopAsked,
  UndoAsked,
  Rejection,
  SessionCommand,
} from './command.ts';
export { decide } from './decide.ts';
export { allowedAt, staleness } from './decide-at-gate.ts';
export type { Decision } from './decision.ts';
export type { Effect, Notice } from './effect.ts';
export type { SessionEvent } from './event.ts';
export { evolve } from './evolve.ts';
export { react } from './react.ts';
export { idle } from './session.ts';
export type {
  Actor,
  ClosedSession,
  OpenSession,
  Phase,
  Session,
  TaskRecord,
  TaskStatus,
  Undone,
} from './session.ts';
export { spent, type Leash, type LeashAsked, type TaskCount } from './leash.ts';
export { hasBegun } from './list.ts';
export { stepBack, undoable } from './undo.ts';
export { currentPosition, statusOf, waitingGate, willAsk, type SessionStatus } from './status.ts';
export { isSettled, positionOf, taskOf, taskShown, unsettled } from './tasks.ts';
