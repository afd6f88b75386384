import type { Call } from './call.ts';
import { cleanCall } from './clean-call.ts';
import { shownCall, type Shown } from './describe.ts';
import { readQuestions, type Question } from './questions.ts';
import { detailOf } from './shown-detail.ts';

/** What a person is told of a call. */
export interface DescribedCall {
  readonly kind: 'permission' | 'question';
  /** One line of at most 200 characters. */
  readonly detail: string;
  readonly shown: Shown;
  /** Of a call that asks something. */
  readonly questions: readonly Question[] | undefined;
}

/** Describes a call with `clean` applied to all its texts; `before` is what the file of a `Write` holds now. */
export function describedCall(call: Call, clean: (text: string) => string, before?: string): DescribedCall {
  const { tool, input } = cleanCall(call, clean);
  const shown = shownCall({ tool, input }, before === undefined ? undefined : clean(before));
  const questions = tool === 'AskUserQuestion' ? readQuestions(input) : undefined;
  return {
    kind: questions ? 'question' : 'permission',
    detail: detailOf(shown, questions),
    shown,
    questions,
  };
}
