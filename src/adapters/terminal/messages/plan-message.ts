import { plainText } from '../../../core/text/plain-text.ts';
import { firstLines } from '../first-lines.ts';
import { indented } from './indented.ts';

const MOST_LINES = 40;
const BAR = '| ';

/** What Claude would do; of a long plan, the first lines. */
export function planMessage(plan: string | undefined, width: number): readonly string[] {
  if (plan === undefined || plain(plan) === '')
    return ['⚠️ The plan cannot be read: have it made again with "retry".'];
  const lines = plain(plan).split('\n').length;
  return [
    'The plan:',
    ...indented(firstLines(plan, { lines: MOST_LINES, width: width - BAR.length }), BAR),
    ...(lines > MOST_LINES ? ['"details" shows all of it.'] : []),
  ];
}

/** All of it. */
export const wholePlan = (plan: string): string => plain(plan);

const plain = (text: string): string => plainText(text).trim();
