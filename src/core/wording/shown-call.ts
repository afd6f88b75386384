import type { Question, Shown } from '../permission/index.ts';
import { oneLine, plainText } from '../text/plain-text.ts';

/** What a call would do, for a person; the words about it are one line each. */
export interface ShownParts {
  readonly before: readonly string[];
  /** To be quoted as it is. */
  readonly text: string;
  readonly after: readonly string[];
}

/** Before what Claude says that its command is for. */
export const CALLS_IT = 'Claude calls it';

/** Before what Claude wants to know of a page. */
export const TO_FIND_OUT = 'To find out';

/** Before what is to stand in a file that is not there yet. */
export const TO_HOLD = 'It is to hold:';

/** Of the options of a question. */
export const SEVERAL = 'Several may be chosen';

export function shownParts(shown: Shown): ShownParts {
  switch (shown.kind) {
    case 'command':
      return parts(shown.command, { after: said(CALLS_IT, shown.description) });
    case 'edit':
      return parts(shown.diff, { before: said('File', shown.path) });
    case 'write':
      return shown.diff === undefined
        ? parts(shown.content, { before: [...said('File', shown.path), TO_HOLD] })
        : parts(shown.diff, { before: said('File', shown.path) });
    case 'fetch':
      return parts(shown.url, { after: said(TO_FIND_OUT, shown.prompt) });
    case 'other':
      return parts(shown.input);
  }
}

const parts = (text: string, around: Partial<Omit<ShownParts, 'text'>> = {}): ShownParts => ({
  before: [],
  after: [],
  ...around,
  text: plainText(text),
});

const said = (title: string, text: string | undefined): readonly string[] =>
  text === undefined ? [] : [`${title}: ${oneLine(text)}`];

/** A question with its options, numbered as they are answered. */
export function questionLines({ question, options, multiSelect }: Question): readonly string[] {
  return [
    oneLine(question),
    ...options.map(
      ({ label, description }, n) =>
        `${n + 1}. ${oneLine(label)}${description === undefined ? '' : `: ${oneLine(description)}`}`,
    ),
    ...(multiSelect ? [`${SEVERAL}: 1,3`] : []),
  ];
}
