import type { Card } from './card.ts';
import { bold, cleanedLine, lines } from './rich-text.ts';

const LONGEST_NAME = 200;
/** Telegram cuts longer labels off on a phone. */
const LONGEST_LABEL = 40;

/** `today` is the name that was looked for; `newest` the newest file there is, with its digest for the button. */
export function noFileToday({
  today,
  newest,
  digest,
}: {
  readonly today: string;
  readonly newest?: string | undefined;
  readonly digest?: string | undefined;
}): Card {
  const name = newest === undefined ? undefined : cleanedLine(newest, LONGEST_NAME);
  return {
    text: lines(
      bold(`⚠️ There is no ${cleanedLine(today, LONGEST_NAME)} in the tasks folder`),
      name === undefined ? 'No other task file is there either.' : `The newest is ${name}.`,
      name === undefined
        ? 'Write one, then send /start again.'
        : 'To start another, write its name after /start.',
    ),
    buttons:
      name === undefined || digest === undefined
        ? []
        : [[{ label: cleanedLine(`Start ${name}`, LONGEST_LABEL), button: { kind: 'file', digest } }]],
  };
}
