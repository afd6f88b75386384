import { shortPath } from '../../../core/text/short-path.ts';
import type { Rejection } from '../../../core/session/index.ts';
import { counted } from '../../../core/wording/numbers.ts';
import { gateCardOf, type GateCard } from './card.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleanedLine, lines } from './rich-text.ts';

const MOST_PATHS = 15;
const LONGEST_PATH = 100;

/** What going back would overwrite, and the way to do it all the same; bound to the gate. */
export function undoMovedCard(
  way: 'undo' | 'redo',
  gate: string,
  { paths, total }: Extract<Rejection, { code: 'undo_moved' }>,
): GateCard {
  const shown = paths.slice(0, MOST_PATHS);
  const more = total - shown.length;
  const body = lines(
    bold(`⚠️ Nothing was ${way === 'undo' ? 'undone' : 'redone'}: others changed what would be overwritten`),
    ...shown.map((path) => outsideWords(`- ${cleanedLine(shortPath(path, LONGEST_PATH), LONGEST_PATH)}`, 2)),
    more > 0 ? `- … ${counted(more, 'more', 'more')}` : '',
    'What stands there now is kept in any case.',
  );
  const label = way === 'undo' ? 'Undo anyway' : 'Redo anyway';
  const kind = way === 'undo' ? 'undo-anyway' : 'redo-anyway';
  return gateCardOf(body, `/${way} force does the same as the button.`, [
    [{ label, button: { kind, gate } }],
  ]);
}
