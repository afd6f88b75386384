import type { Instant, Outcome, Patience } from '../core/attempt/index.ts';
import { heldUp } from '../core/session/index.ts';
import { times } from '../core/wording/numbers.ts';
import { since } from './local-time.ts';

export interface LimitRules {
  /** Whether an attempt that was held up goes on by itself. */
  readonly autoResume: boolean;
  /** For how long passing trouble with the API is waited out. */
  readonly giveUpMs: number;
}

const MINUTE_MS = 60_000;
/** A reset is told in whole seconds, and clocks differ. */
const AFTER_RESET_MS = 5_000;
const LIMIT_AGAIN_MS = { first: MINUTE_MS, longest: 30 * MINUTE_MS } as const;
const TROUBLE_AGAIN_MS = { first: 15_000, longest: 10 * MINUTE_MS } as const;

/** When an attempt that was held up goes on by itself; trouble that lasts too long is a failure. */
export function goesOn(
  outcome: Outcome,
  before: Patience | undefined,
  rules: LimitRules,
  now: Instant,
): Outcome {
  if (outcome.kind !== 'limited' && outcome.kind !== 'unreachable') return outcome;
  if (!rules.autoResume) return outcome;
  const { since: from, tries } = heldUp(before, outcome, now);
  if (outcome.kind === 'limited') return { ...outcome, resumeAt: afterLimit(outcome.resetsAt, tries, now) };
  if (since(from, now) < rules.giveUpMs) {
    return { ...outcome, resumeAt: later(now, backOff(TROUBLE_AGAIN_MS, tries)) };
  }
  const { costUsd, turns, durationMs, waitedMs, resumable, evidence, warning } = outcome;
  const facts = { costUsd, turns, durationMs, waitedMs, resumable, evidence, warning };
  const sentence = `${outcome.sentence}${tries === 0 ? '' : ` It was tried again ${times(tries)}.`}`;
  return { ...facts, kind: 'failed', failure: 'api', sentence };
}

/** At the reset; a limit that still holds after it is looked at ever more rarely. */
function afterLimit(resetsAt: Instant | undefined, tries: number, now: Instant): Instant {
  const again = later(now, backOff(LIMIT_AGAIN_MS, tries));
  if (resetsAt === undefined) return again;
  const reset = later(resetsAt, AFTER_RESET_MS);
  return reset > now ? reset : again;
}

const backOff = (
  { first, longest }: { readonly first: number; readonly longest: number },
  tries: number,
): number => Math.min(first * 2 ** Math.min(tries, 20), longest);

const later = (from: Instant, ms: number): Instant => new Date(Date.parse(from) + ms).toISOString();
