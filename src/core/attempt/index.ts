export type { Attempt, StopCause } from './attempt.ts';
export type { FailureKind, Instant, Outcome, OutcomeFacts, OutcomeKind } from './outcome.ts';
export type { ChangedFile, Evidence, TreeChanges } from './evidence.ts';
export type { Verification } from './verification.ts';
