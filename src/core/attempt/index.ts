export type { Attempt, StopCause } from './attempt.ts';
export type { FailureKind, Instant, Outcome, OutcomeFacts, OutcomeKind } from './outcome.ts';
