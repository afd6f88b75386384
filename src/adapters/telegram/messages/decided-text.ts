import type { Instant } from '../../../core/attempt/index.ts';
import type { GateDecision } from '../../../core/gate/index.ts';
import type { Actor } from '../../../core/session/index.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { nameOf } from './names.ts';
import { lines, type Rich } from './rich-text.ts';

const DECIDED: Readonly<Record<GateDecision, string>> = {
  approve: '✅ Approved',
  skip: '⏭️ Skipped',
  retry: '▶️ Another attempt',
  stop: '⏸️ Stopped',
};

/** What a gate's card becomes: its body, and who decided what. */
export const decidedText = (
  body: Rich,
  {
    decision,
    by,
    at,
    local,
  }: {
    readonly decision: GateDecision;
    readonly by: Actor;
    readonly at: Instant;
    readonly local: LocalTime;
  },
): Rich => lines(body, `${DECIDED[decision]} by ${nameOf(by)} · ${local(at)}`);
