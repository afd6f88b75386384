import { oneLine } from '../text/plain-text.ts';
import { shortened } from '../text/shortened.ts';
import type { Shown } from './describe.ts';
import type { Question } from './questions.ts';

const LONGEST_DETAIL = 200;

/** What a call is about, on one line of at most 200 characters. */
export const detailOf = (shown: Shown, questions: readonly Question[] = []): string =>
  shortened(oneLine(questions[0]?.question ?? subjectOf(shown)), LONGEST_DETAIL);

function subjectOf(shown: Shown): string {
  switch (shown.kind) {
    case 'command':
      return shown.command;
    case 'edit':
    case 'write':
      return shown.path;
    case 'fetch':
      return shown.url;
    case 'other':
      return shown.input;
  }
}
