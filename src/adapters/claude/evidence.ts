import type { BudgetGiven, OutcomeKind } from '../../core/attempt/index.ts';
import type { CancelCause } from './cancel-cause.ts';
import type { AttemptEnd } from './ledger-state.ts';
import type { Transcript } from './transcript.ts';

/** All that tells what the end of an attempt means. */
export interface Evidence {
  readonly end: AttemptEnd;
  readonly transcript: Transcript;
  readonly cancel: CancelCause | undefined;
  /** Whether it continues a conversation that exists. */
  readonly continues: boolean;
  /** Whether its calls were asked about, what was decided on them by id, and whether it was to plan only. */
  readonly asks: boolean;
  readonly asked: ReadonlyMap<string, string>;
  readonly plans: boolean;
  readonly redact: (text: string) => string;
  /** The first line of what the CLI wrote to standard error, redacted. */
  readonly stderr: string;
  readonly startedAtMs: number;
  /** For how long it waited for a person, as far as that is known. */
  readonly waitedMs?: number | undefined;
  readonly budget?: BudgetGiven | undefined;
  readonly timeoutMs: number;
  readonly silenceMs: number;
}

export type Verdict = OutcomeKind & { readonly sentence: string };

/** One that would not exit after its result was ended by us: its exit code says nothing. */
export function exitedWell({ end, cancel }: Pick<Evidence, 'end' | 'cancel'>): boolean {
  return cancel === 'lingering' || (end.kind === 'exited' && end.code === 0);
}
