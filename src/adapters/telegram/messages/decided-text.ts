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
  undo: '⏭️ Undo',
  redo: '▶️ Redo',
  reload: '📋 The edited list was taken over',
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

/** What it becomes when another takes its place before anybody decided. */
export const renewedText = (body: Rich): Rich =>
  lines(body, '⚠️ What it is about changed meanwhile: it is asked again below.');
