import { since, type LocalTime } from '../../../app/local-time.ts';
import type { Instant } from '../../../core/attempt/index.ts';
import type { LimitGate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import { formatDuration } from '../../../core/text/duration.ts';
import { capital } from '../../../core/wording/capital.ts';
import { heldSince, holdReason } from '../../../core/wording/hold.ts';
import { place } from '../../../core/wording/place.ts';

export const stillHeld = (session: OpenSession, gate: LimitGate, local: LocalTime): string =>
  `⏸️ ${place(session, gate.task)}: ${capital(holdReason(gate, local))}`;

/** How long it still takes; undefined where it waits for a person. */
export function countdown(
  { resumeAt, ...hold }: LimitGate,
  now: Instant,
  local: LocalTime,
): string | undefined {
  if (resumeAt === undefined) return undefined;
  const left = formatDuration(since(now, resumeAt));
  return `⏸️ ${capital(heldSince(hold, local))} · goes on at ${local(resumeAt)}, in ${left}`;
}
