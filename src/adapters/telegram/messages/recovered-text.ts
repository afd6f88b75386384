import type { Recovered } from '../../../app/session-service.ts';
import { cleanedLine, lines, type Rich } from './rich-text.ts';

const LONGEST_LINE = 500;

/** What happened to the state before this process took it up; undefined when nothing did. */
export function recoveredText({ restored, unknown }: Recovered): Rich | undefined {
  const text = lines(
    ...(restored
      ? [
          `⚠️ The saved state could not be used: ${cleanedLine(restored.reason, LONGEST_LINE)}`,
          restored.movedTo === undefined
            ? ''
            : `It was moved to ${cleanedLine(restored.movedTo, LONGEST_LINE)}.`,
          restored.from === 'copy'
            ? 'The copy before it was taken. An open session is paused, so that a person can look before anything goes on: /status, then /resume.'
            : 'There was no copy of it: Greenlight begins with nothing open. /start begins a list.',
        ]
      : []),
    ...unknown.map(
      ({ session, attempt }) =>
        `⚠️ Attempt ${attempt.epoch} of session ${session} (task ${attempt.task}) still runs, but no open session knows it. Let it end before anything is started in this project.`,
    ),
  );
  return text.text === '' ? undefined : text;
}
