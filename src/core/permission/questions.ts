export interface Question {
  readonly question: string;
  readonly header?: string | undefined;
  readonly multiSelect: boolean;
  readonly options: readonly { readonly label: string; readonly description?: string | undefined }[];
}

/** The CLI (2.1.197 and 2.1.330) loses the answer to a question of this text. */
const NO_NAME = '__proto__';

type Option = Question['options'][number];

/** The questions of an `AskUserQuestion`; undefined when it is malformed or two of its questions or options cannot be told apart. */
export function readQuestions(input: Readonly<Record<string, unknown>>): readonly Question[] | undefined {
  return listOf(input['questions'], readQuestion, ({ question }) => question);
}

function readQuestion(found: unknown): Question | undefined {
  const { question, header, multiSelect = false, options } = fieldsOf(found);
  const choices = listOf(options, readOption, ({ label }) => label);
  if (!isText(question) || question === NO_NAME || typeof multiSelect !== 'boolean' || !choices)
    return undefined;
  if (header === undefined) return { question, multiSelect, options: choices };
  return typeof header === 'string' ? { question, header, multiSelect, options: choices } : undefined;
}

function readOption(found: unknown): Option | undefined {
  const { label, description } = fieldsOf(found);
  if (!isText(label)) return undefined;
  if (description === undefined) return { label };
  return typeof description === 'string' ? { label, description } : undefined;
}

/** A list of at least one, each readable, no two with the same name. */
function listOf<T>(
  found: unknown,
  read: (one: unknown) => T | undefined,
  nameOf: (one: T) => string,
): readonly T[] | undefined {
  if (!Array.isArray(found) || found.length === 0) return undefined;
  const items = found.map(read).filter((item) => item !== undefined);
  return items.length === found.length && new Set(items.map(nameOf)).size === items.length
    ? items
    : undefined;
}

const isText = (found: unknown): found is string => typeof found === 'string' && found.trim() !== '';

const fieldsOf = (found: unknown): Readonly<Record<string, unknown>> =>
  typeof found === 'object' && found !== null ? { ...found } : {};
