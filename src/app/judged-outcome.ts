import type { Evidence, Outcome } from '../core/attempt/index.ts';
import type { Gate } from '../core/gate/index.ts';
import type { TaskRecord } from '../core/session/index.ts';
import { saysUnverified } from '../core/wording/result-sentence.ts';

/**
 * How the attempt that is shown at a gate ended, where only what the runner wrote down is left to know it from: that does
 * not hold what was found out afterwards. Undefined when it cannot be known.
 */
export function judgedOutcome(
  gate: Gate,
  { result = '' }: TaskRecord,
  outcome: Outcome | undefined,
  evidence: Evidence | undefined,
): Outcome | undefined {
  if (outcome?.kind !== 'completed') return outcome;
  if (gate.kind === 'failure') return unverified(outcome, result);
  const unchanged = !outcome.asks || evidence?.changes?.total === 0;
  return gate.kind === 'doubt' && unchanged ? { ...outcome, unchanged, sentence: result } : outcome;
}

function unverified(
  { costUsd, turns, durationMs, waitedMs, resumable }: Outcome,
  sentence: string,
): Outcome | undefined {
  const facts = { sentence, costUsd, turns, durationMs, waitedMs, resumable };
  return saysUnverified(sentence) ? { ...facts, kind: 'failed', failure: 'verification' } : undefined;
}
