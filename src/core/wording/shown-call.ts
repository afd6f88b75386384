import type { Question, Shown } from '../permission/index.ts';
import { oneLine, plainText } from '../text/plain-text.ts';

/** What a call would do, for a person; the words about it are one line each. */
export interface ShownParts {
  readonly before: readonly string[];
  /** To be quoted as it is. */
  readonly text: string;
  readonly after: readonly string[];
}

export function shownParts(shown: Shown): ShownParts {
  switch (shown.kind) {
    case 'command':
      return parts(shown.command, { after: said('Claude says of it', shown.description) });
    case 'edit':
      return parts(shown.diff, { before: said('File', shown.path) });
    case 'write':
      return parts(shown.diff ?? shown.content, { before: said('File', shown.path) });
    case 'fetch':
      return parts(shown.url, { after: said('To find out', shown.prompt) });
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
    ...(multiSelect ? ['Several may be chosen: 1,3'] : []),
  ];
}
