import type { Instant } from '../../../core/attempt/index.ts';
import type { GateDecision } from '../../../core/gate/index.ts';
import type { Actor } from '../../../core/session/index.ts';
import { PAST } from '../../../core/wording/decision.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { nameOf } from './names.ts';
import { lines, type Rich } from './rich-text.ts';

export const DECISION_MARK: Readonly<Record<GateDecision, string>> = {
  approve: '✅',
  skip: '⏭️',
  retry: '▶️',
  stop: '⏸️',
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
): Rich => lines(body, `${DECISION_MARK[decision]} ${pastOf(decision)} by ${nameOf(by)} · ${local(at)}`);

const pastOf = (decision: GateDecision): string =>
  `${PAST[decision].charAt(0).toUpperCase()}${PAST[decision].slice(1)}`;
