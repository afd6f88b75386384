import { cleanedLine, lines, type Rich } from './rich-text.ts';

const LONGEST_SENTENCE = 500;

/** What was written is no command. */
export const unclearText = (sentence: string): Rich =>
  lines(`⚠️ ${cleanedLine(sentence, LONGEST_SENTENCE)}`, '/help lists the commands.');
