import type { Instant, Outcome } from '../../../core/attempt/index.ts';
import type { ClosedSession, OpenSession } from '../../../core/session/index.ts';
import { progressLine } from '../../../core/wording/outcome.ts';
import type { Card } from './card.ts';
import { endedLines, type EndedFacts } from './ended-lines.ts';
import { diffButtons, saidButton } from './gate-buttons.ts';
import { leashButtons, leashOf } from './leash.ts';
import { lines } from './rich-text.ts';
import { fitting } from './room.ts';

export interface ResultFacts extends EndedFacts {
  readonly session: OpenSession | ClosedSession;
  readonly number: number;
  readonly epoch: number;
  readonly outcome: Outcome;
  readonly now: Instant;
}

/** How an attempt ended that no gate's card tells about. */
export function resultCard(facts: ResultFacts): Card {
  const { session, number, epoch, evidence, now, local } = facts;
  const { text, more } = fitting((room) => {
    const ended = endedLines(session, number, facts, room);
    return {
      text: lines(...ended.parts, progressLine(session), leashOf(session, now, local)),
      more: ended.more,
    };
  });
  const looks = [...diffButtons(session.id, evidence), ...(more ? [saidButton(session.id, epoch)] : [])];
  return { text, buttons: [looks, leashButtons(session)].filter((row) => row.length > 0) };
}
