import { oneLine, plainText } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { leashLine } from '../../../core/wording/leash.ts';
import { isWithoutEvidence, NO_EVIDENCE } from '../../../core/wording/project-news.ts';
import { plain, type Line } from './lines.ts';
import type { NoticeFacts } from './notice-facts.ts';

/** Telegram takes 4,096 characters; escaping makes some of them longer. */
const LONGEST_QUOTE = 700;

/** (Half of a secret is not found any more.) */
export function quote(
  text: string,
  { redact }: Pick<NoticeFacts, 'redact'>,
  longest = LONGEST_QUOTE,
): readonly Line[] {
  const words = shortened(plainText(redact(text)).trim(), longest);
  return words === '' ? [] : [{ text: words, look: 'quote' }];
}

export const criteriaLines = ({ task, redact }: NoticeFacts): readonly Line[] =>
  listed('Done when:', task?.acceptanceCriteria.map((criterion) => redact(oneLine(criterion))) ?? []);

export const listed = (title: string, items: readonly string[]): readonly Line[] =>
  items.length === 0
    ? []
    : [plain(shortened([title, ...items.map((item) => `- ${item}`)].join('\n'), LONGEST_QUOTE))];

/** How far it goes without asking, and what cannot be done here. */
export function limits({ notice, session, local }: NoticeFacts): readonly Line[] {
  if (session.state !== 'open') return [];
  const leash = leashLine(session, notice.at, local);
  return [
    ...(isWithoutEvidence(notice, session) ? [plain(`⚠️ ${NO_EVIDENCE}`)] : []),
    ...(leash === undefined ? [] : [plain(leash)]),
  ];
}
