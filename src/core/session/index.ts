export type {
  AnswerCommand,
  AtGate,
  AttemptNews,
  Fresh,
  InSession,
  ListChange,
  ListedTask,
  ProjectNews,
  RestoreCheck,
  StopAsked,
  SessionCommand,
  UndoAsked,
} from './command.ts';
export { decide } from './decide.ts';
export type { Decision } from './decision.ts';
export type { Effect, Notice } from './effect.ts';
export type { SessionEvent } from './event.ts';
export { evolve } from './evolve.ts';
export { isGateCommand, isToCall } from './gate-command.ts';
export { allowedAt, staleness } from './meant-gate.ts';
export { react } from './react.ts';
export type { Rejection } from './rejection.ts';
export { idle } from './session.ts';
export type {
  Actor,
  AnsweredCall,
  ClosedSession,
  OpenSession,
  Phase,
  Session,
  TaskRecord,
  TaskStatus,
  Undone,
  Wait,
} from './session.ts';
export { spent, type Leash, type LeashAsked, type TaskCount } from './leash.ts';
export { hasBegun } from './list.ts';
export { stepBack, undoable } from './undo.ts';
export { isSameCall } from './evolve-asks.ts';
export { heldUp } from './hold.ts';
export { currentPosition, openGates, statusOf, waitingGate, willAsk, type SessionStatus } from './status.ts';
export { isSettled, positionOf, taskOf, taskShown, unsettled } from './tasks.ts';
