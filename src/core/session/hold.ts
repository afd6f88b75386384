import type { Instant, Outcome, Patience } from '../attempt/index.ts';
import type { Hold } from '../gate/index.ts';

/** How long it has been held up, now that an attempt ended like this; what had got on begins anew. */
export function heldUp(
  before: Patience | undefined,
  outcome: Pick<Extract<Outcome, { kind: 'limited' | 'unreachable' }>, 'kind' | 'turns'>,
  at: Instant,
): Patience {
  const cause = outcome.kind === 'limited' ? 'usage' : 'trouble';
  const isSame = before?.cause === cause && (outcome.turns ?? 0) === 0;
  return isSame ? before : { cause, since: at, tries: 0 };
}

/** What a limit's gate is about. */
export const holdAfter = (
  before: Patience | undefined,
  outcome: Extract<Outcome, { kind: 'limited' | 'unreachable' }>,
  at: Instant,
): Hold => ({ ...heldUp(before, outcome, at), resumeAt: outcome.resumeAt });
