import type { ToolCall } from '../../app/ports/runner.ts';
import { readQuestions } from '../../core/permission/index.ts';
import { stringOf, type JsonObject } from './json-access.ts';

const LONGEST_DETAIL = 200;
const TELLING_INPUTS = [
  'command',
  'file_path',
  'notebook_path',
  'path',
  'pattern',
  'url',
  'query',
  'description',
  'plan',
];
const FILE_INPUTS: Readonly<Record<string, string>> = {
  Edit: 'file_path',
  MultiEdit: 'file_path',
  Write: 'file_path',
  NotebookEdit: 'notebook_path',
};

/** The one input that tells most about a call, with `clean` applied to it before it is cut. */
export function describeCall(name: string, input: JsonObject, clean: (text: string) => string): ToolCall {
  const key = (name === 'Grep' || name === 'Glob' ? ['pattern', ...TELLING_INPUTS] : TELLING_INPUTS).find(
    (candidate) => stringOf(input[candidate]) !== undefined,
  );
  const asked = readQuestions(input)?.map(({ question }) => question);
  const detail =
    asked?.join(' ') ?? (key === undefined ? JSON.stringify(input) : (stringOf(input[key]) ?? ''));
  return { name, detail: detail === '{}' ? '' : oneLine(clean(detail), LONGEST_DETAIL) };
}

/** The files that the call changes. */
export function filesOf(name: string, input: JsonObject): readonly string[] {
  const key = FILE_INPUTS[name];
  const file = key === undefined ? undefined : stringOf(input[key]);
  return file === undefined ? [] : [file];
}

export function oneLine(text: string, longest: number): string {
  // The start is enough: a detail may be the whole of a large file.
  const line = text
    .slice(0, longest * 4)
    .replace(/\s+/g, ' ')
    .trim();
  // A copy: a slice would keep the whole text in memory.
  return line.length > longest ? Buffer.from(`${line.slice(0, longest - 1)}…`).toString() : line;
}
