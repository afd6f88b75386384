export type { AskedCall, Answers, CallAnswer } from './asked-call.ts';
export type { Attempt, HoldUp, Patience, StopCause } from './attempt.ts';
export type {
  FailureKind,
  GoesOn,
  Instant,
  BudgetGiven,
  Outcome,
  OutcomeFacts,
  OutcomeKind,
  UsageWarning,
} from './outcome.ts';
export type { ChangedFile, Evidence, TreeChanges } from './evidence.ts';
export type { Verification } from './verification.ts';
