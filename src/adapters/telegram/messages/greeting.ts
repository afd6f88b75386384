import { bold, lines, type Rich } from './rich-text.ts';

/** The first words in a chat where a start would begin to work at once. */
export const greeting = (): Rich =>
  lines(
    bold('▶️ Greenlight is ready'),
    'Nothing was started: opening a chat sends /start by itself.',
    "Send /start once more to begin with today's list; approval_mode is auto, so it runs without asking.",
  );
