import type * as z from 'zod';
import type { KeptCall } from '../../app/ports/call-book.ts';
import type { AskGate, Gate, GateDecision } from '../../core/gate/index.ts';
import type { Question, Shown } from '../../core/permission/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import type { callSchema, planSchema, subjectSchema } from './gate-answer.ts';

export type Subject = z.infer<typeof subjectSchema>;
type CallView = z.infer<typeof callSchema>;

/** What is read elsewhere about a gate. */
export interface SubjectFacts {
  /** What its call would do; undefined where that cannot be told. */
  readonly kept?: KeptCall | undefined;
  /** What Claude says it would do. */
  readonly plan?: string | undefined;
  /** Takes secrets out. */
  readonly redact: (text: string) => string;
}

/** `longest` is how many characters of each text are told. */
export function subjectView(gate: Gate, facts: SubjectFacts, longest: number): Subject {
  const { warning } = gate;
  return {
    call: gate.kind === 'ask' ? callView(gate, facts, longest) : null,
    plan: gate.kind === 'plan' ? planView(gate.epoch, facts, longest) : null,
    hold:
      gate.kind === 'limit'
        ? { cause: gate.cause, since: gate.since, tries: gate.tries, resume_at: gate.resumeAt ?? null }
        : null,
    warning: warning
      ? {
          limit: warning.limit,
          utilization: warning.utilization ?? null,
          resets_at: warning.resetsAt ?? null,
        }
      : null,
    budget: budgetView(gate),
  };
}

/** What nobody can see should not be agreed to; words are an answer all the same. */
export const isOffered = (
  decision: GateDecision,
  gate: Gate,
  { kept }: Pick<SubjectFacts, 'kept'>,
): boolean => gate.kind !== 'ask' || kept !== undefined || decision !== 'allow';

function budgetView(gate: Gate): Subject['budget'] {
  if (gate.kind !== 'start' || !gate.budget) return null;
  const { of, limitUsd, spentUsd } = gate.budget;
  return { of, limit_usd: limitUsd, spent_usd: spentUsd };
}

function planView(
  epoch: number,
  { plan = '', redact }: SubjectFacts,
  longest: number,
): z.infer<typeof planSchema> {
  const whole = plainText(redact(plan)).trim();
  const text = cut(whole, longest);
  return { text, whole: text === whole, epoch };
}

function callView({ call, live }: AskGate, { kept, redact }: SubjectFacts, longest: number): CallView {
  let whole = true;
  const told = (text: string): string => {
    const all = plainText(redact(text));
    const fits = cut(all, longest);
    whole &&= fits === all;
    return fits;
  };
  const content = kept && contentOf(kept, told);
  return {
    tool: told(call.tool),
    kind: call.kind,
    detail: told(call.detail),
    why: told(call.why),
    live: live === true,
    for_task: call.cover !== undefined,
    shown: kept !== undefined,
    whole,
    ...content,
  };
}

/** (To look for the characters of so long a text takes a second.) */
const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;

type Told = (text: string) => string;

function contentOf({ shown, questions }: KeptCall, told: Told): Partial<CallView> {
  return questions
    ? { questions: questions.map((each) => questionView(each, told)) }
    : shownView(shown, told);
}

function shownView(shown: Shown, told: Told): Partial<CallView> {
  switch (shown.kind) {
    case 'command':
      return { command: told(shown.command), ...maybe('description', shown.description, told) };
    case 'edit':
      return { path: told(shown.path), diff: told(shown.diff) };
    case 'write':
      return { path: told(shown.path), ...maybe('diff', shown.diff, told), content: told(shown.content) };
    case 'fetch':
      return { url: told(shown.url), ...maybe('prompt', shown.prompt, told) };
    case 'other':
      return { input: told(shown.input) };
  }
}

const maybe = <K extends string>(
  name: K,
  text: string | undefined,
  told: Told,
): Partial<Record<K, string>> =>
  text === undefined ? {} : ({ [name]: told(text) } as Partial<Record<K, string>>);

const questionView = (
  { question, header, multiSelect, options }: Question,
  told: Told,
): NonNullable<CallView['questions']>[number] => ({
  question: told(question),
  header: header === undefined ? null : told(header),
  multi_select: multiSelect,
  options: options.map(({ label, description }) => ({
    label: told(label),
    description: description === undefined ? null : told(description),
  })),
});
