import { parse } from 'unbash';
import { plainWord, type Part, type Places, type ShellReading } from './part.ts';
import { walkScript } from './walk.ts';

/** A longer text is not taken apart: a card does not show more of it either. */
const LONGEST_TEXT = 20_000;

/** With more, reading takes seconds where each stands in the one before. */
const MOST_OPENINGS = 2000;

const TOO_MUCH = 'It is too long or too deeply nested to be judged.';

/** Every simple command, opened file and doubt of a shell text that starts in one of these folders. */
export function readShell(text: string, places: Places, home: string | undefined): ShellReading {
  if (text.length > LONGEST_TEXT || text.split(/[({`]/).length > MOST_OPENINGS)
    return { parts: roughParts(text, places), files: [], doubts: [TOO_MUCH] };
  try {
    const reading = walkScript(parse(text), text, places, home);
    return reading.isWhole ? reading : { ...reading, parts: [...reading.parts, ...roughParts(text, places)] };
  } catch {
    // The parser goes as deep as the text does, and the stack has an end.
    return { parts: roughParts(text, places), files: [], doubts: [TOO_MUCH] };
  }
}

/** Words of the shell's own, after which a command begins. */
const BEFORE_A_COMMAND = /^(?:(?:if|then|elif|else|while|until|do|time|coproc|!)\s+)+/;

/** What cannot be read is still searched for what is denied. */
function roughParts(text: string, places: Places): readonly Part[] {
  return text
    .split(/[;&|()`\n{}<>]+/)
    .map((piece) => piece.replace(/['"\\$]|^-/g, '').trim())
    .map((piece) => piece.replace(BEFORE_A_COMMAND, ''))
    .filter((piece) => piece !== '')
    .map((piece) => ({
      text: piece,
      settings: [],
      words: piece.split(/\s+/).map(plainWord),
      places,
      isRough: true,
    }));
}
