import type { Answers, CallAnswer } from '../core/attempt/index.ts';
import { readQuestions, type Question } from '../core/permission/index.ts';
import type { Asking, CallReply } from './ports/asking.ts';

type Denied = Extract<CallReply, { decision: 'deny' }>;
type Redact = (text: string) => string;

const denied = (reason: string): Denied => ({ decision: 'deny', reason });

/** What Claude is told where no rule and no person said no. */
export const DENIED = {
  past: denied('This attempt is over: nothing more is run in it.'),
  subagent: denied('Subagents are not allowed here: do the work yourself.'),
  changed: denied('This call is not the one that was asked about, so it was not run.'),
  begun: denied(
    'This call was allowed once and begun once; how it ended is not known. Look at what it did, and ask again if it is still needed.',
  ),
  moved: denied(
    'This was allowed for another folder than the one you are in now, so it was not run. Go there, or name the whole path, and ask again.',
  ),
  alone: denied('Nobody answered yet, and this call was not run. Ask for it again, alone in its message.'),
} as const;

/** A person's answer, as the CLI takes it. */
export function replyTo(
  answer: CallAnswer,
  { tool, input }: Pick<Asking, 'tool' | 'input'>,
  redact: Redact,
): CallReply {
  switch (answer.kind) {
    case 'allow':
      return answer.instead === undefined
        ? { decision: 'allow' }
        : { decision: 'allow', input: { ...input, command: answer.instead } };
    case 'deny':
      return deniedBy(answer, tool);
    case 'answer':
      return answered(answer.answers, input, redact);
  }
}

function deniedBy({ by, reason }: Extract<CallAnswer, { kind: 'deny' }>, tool: string): Denied {
  if (by === 'greenlight') return denied(reason ?? DENIED.alone.reason);
  if (tool === 'AskUserQuestion') return denied(`The operator leaves this to you${because(reason)}`);
  return denied(`The operator did not allow this${because(reason)}`);
}

const because = (words: string | undefined): string => (words === undefined ? '.' : `: ${words}`);

function answered(answers: Answers, input: Asking['input'], redact: Redact): CallReply {
  const questions = readQuestions(input) ?? [];
  const said = questions.flatMap((question) => {
    const text = answerTo(question, answers, redact, questions.length === 1);
    return text === undefined ? [] : [[question.question, text] as const];
  });
  if (said.length > 0) return { decision: 'allow', input: { ...input, answers: Object.fromEntries(said) } };
  const words = 'words' in answers ? answers.words : Object.values(answers.byQuestion).join('; ');
  return denied(`The operator answered: ${words}`);
}

/** A person saw the question, and its options, without the secrets that may stand in them. */
function answerTo(
  { question, options }: Question,
  answers: Answers,
  redact: Redact,
  isOnly: boolean,
): string | undefined {
  const said =
    'words' in answers ? (isOnly ? answers.words : undefined) : ownOf(answers.byQuestion, redact(question));
  if (said === undefined) return undefined;
  return (
    labelsIn(
      said,
      options.map(({ label }) => ({ label, shown: redact(label) })),
    )?.join(', ') ?? said
  );
}

/** Between several options. */
const AND = ', ';

interface ShownLabel {
  readonly label: string;
  readonly shown: string;
}

/** The labels of the options that an answer names; a label may hold commas itself. */
function labelsIn(said: string, options: readonly ShownLabel[]): readonly string[] | undefined {
  const before = new Map<number, readonly string[]>([[0, []]]);
  for (const [at, labels] of before) {
    for (const { label, shown } of options) {
      const end = at + shown.length;
      const isNamed = said.startsWith(shown, at) && (end === said.length || said.startsWith(AND, end));
      if (isNamed && !before.has(end + AND.length)) before.set(end + AND.length, [...labels, label]);
    }
  }
  return before.get(said.length + AND.length);
}

/** (The text of a question is Claude's, and may be anything.) */
const ownOf = (texts: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;
