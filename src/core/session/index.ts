export type {
  AtGate,
  AttemptNews,
  InSession,
  ListedTask,
  StopAsked,
  Rejection,
  SessionCommand,
} from './command.ts';
export { decide } from './decide.ts';
export { allowedAt } from './decide-at-gate.ts';
export type { Decision } from './decision.ts';
export type { Effect, Notice } from './effect.ts';
export type { SessionEvent } from './event.ts';
export { evolve } from './evolve.ts';
export { react } from './react.ts';
export { idle } from './session.ts';
export type {
  Actor,
  ClosedSession,
  DecidedGate,
  EndedAttempt,
  IdleSession,
  Leash,
  OpenSession,
  Phase,
  Session,
  TaskRecord,
  TaskStatus,
} from './session.ts';
export { currentPosition, statusOf, willAsk, type SessionStatus } from './status.ts';
export { isSettled, positionOf, taskOf } from './tasks.ts';
