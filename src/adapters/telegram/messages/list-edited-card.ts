import {
  allowedAt,
  waitingGate,
  type ClosedSession,
  type ListChange,
  type OpenSession,
} from '../../../core/session/index.ts';
import { listChanges } from '../../../core/wording/list-changes.ts';
import { counted } from '../../../core/wording/numbers.ts';
import type { GateCard } from './card.ts';
import { gateCardOf } from './card.ts';
import { takeOver } from './gate-buttons.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleanedLine, lines, plain } from './rich-text.ts';

const MOST_CHANGES = 10;
const LONGEST_TITLE = 100;
const LONGEST_PATH = 200;

/** What differs between the list that is worked through and its file, and how to take that over. */
export function listEditedCard(
  changes: readonly ListChange[],
  session: OpenSession | ClosedSession,
): GateCard {
  // What can be taken over first.
  const ordered = [...changes.filter(({ begun }) => !begun), ...changes.filter(({ begun }) => begun)];
  const shown = ordered.slice(0, MOST_CHANGES);
  const more = changes.length - shown.length;
  const gate = waitingGate(session);
  const now = gate !== undefined && session.state === 'open' && allowedAt(session, gate).includes('reload');
  return gateCardOf(
    lines(
      bold(`⚠️ ${cleanedLine(session.file, LONGEST_PATH)} was edited`),
      ...shown.map((each) =>
        outsideWords(cleanedLine(`- ${listChanges([each])}: ${each.title}`, LONGEST_TITLE)),
      ),
      more > 0 ? `- … ${counted(more, 'more', 'more')}` : '',
    ),
    now
      ? plain('Nothing of it counts before it is taken over: /reload')
      : plain('Nothing of it counts before it is taken over: /reload at the next gate.'),
    now ? [[takeOver(gate.id)]] : [],
  );
}
