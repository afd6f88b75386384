import { type Dependency, readDependsOn } from './depends-on.ts';
import type { Document } from './document.ts';
import type { FieldName } from './field-names.ts';
import type { FieldMark } from './find-fields.ts';
import type { Finding } from './finding.ts';
import { LINE_VALUES, type LineFieldName } from './line-values.ts';
import { listAfter } from './list-items.ts';
import { readCommand } from './read-command.ts';
import {
  lineValue,
  type LineValue,
  type Span,
  verbatim,
  withoutComment,
  withoutEdges,
} from './section-text.ts';
import type { Task } from './task.ts';

/** What one field gives, and the part of the text that it takes up. */
export interface ReadField {
  readonly span: Span;
  readonly part: Partial<Task>;
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly Finding[];
}

type ListFieldName = 'Acceptance Criteria' | 'Verify';

const ITEM = { 'Acceptance Criteria': 'criterion', Verify: 'command' } as const;

type Value = Partial<Omit<ReadField, 'span'>>;

/** Reads the field at `mark`; the next one begins, or the task ends, at `limit`. */
export function readField(document: Document, mark: FieldMark, limit: number): ReadField {
  const { end, value } = readValue(document, mark, limit);
  return { span: { start: mark.begin, end }, part: {}, dependencies: [], findings: [], ...value };
}

/** A field that is not to be read takes up everything to the next one. */
export const skipField = (mark: FieldMark, limit: number): ReadField => ({
  span: { start: mark.begin, end: limit },
  part: {},
  dependencies: [],
  findings: [],
});

function readValue(document: Document, mark: FieldMark, limit: number): { end: number; value: Value } {
  const { name } = mark;
  const rest = { start: mark.valueStart, end: limit };
  if (name === undefined) return { end: limit, value: {} };
  if (name === 'Description') return { end: limit, value: readDescription(mark, textOf(document, rest)) };
  if (name === 'Claude Instruction')
    return { end: limit, value: readInstruction(mark, textOf(document, rest)) };
  if (name === 'Acceptance Criteria' || name === 'Verify') return readList(document, mark, name, limit);
  const end = document.lines.end(mark.offset);
  return { end, value: readLine(mark, name, lineValue(document, { start: mark.valueStart, end })) };
}

/** Markdown of any length, from behind the name on. */
function textOf(document: Document, rest: Span): string {
  const inside = withoutEdges(document, rest);
  return inside ? verbatim(document, { start: rest.start, end: inside.end }) : '';
}

function readDescription(mark: FieldMark, description: string): Value {
  return description === '' ? noValue(mark, 'Description') : { part: { description } };
}

function readInstruction({ offset }: FieldMark, instruction: string): Value {
  if (instruction !== '') return { part: { instruction } };
  const message = '`Claude Instruction` is empty: write what Claude is to do under it.';
  return { findings: [{ offset, message }] };
}

function readLine(mark: FieldMark, name: LineFieldName, { value, offset }: LineValue): Value {
  if (name === 'Depends On') return readDependsOn(value, offset);
  if (value === '') return noValue(mark, name);
  const reading = LINE_VALUES[name](value);
  return 'part' in reading ? reading : { findings: [{ offset, message: reading.fault }] };
}

const noValue = ({ offset }: FieldMark, name: FieldName): Value => ({
  findings: [{ offset, message: `\`${name}\` has no value: write one or remove the field.` }],
});

function readList(document: Document, mark: FieldMark, name: ListFieldName, limit: number) {
  const list = listAfter(document, mark.valueStart, limit);
  const beforeList = document.text.slice(mark.valueStart, list?.begin ?? limit);
  const stray = withoutComment(beforeList).trim() !== '';
  // Words where the list should be are the field's, badly written, and not also free text.
  const end = list?.end ?? (stray ? limit : document.lines.end(mark.offset));
  return { end, value: readItems(mark, name, list?.items ?? [], stray) };
}

function readItems(mark: FieldMark, name: ListFieldName, items: readonly string[], stray: boolean): Value {
  if (stray) {
    const message = `\`${name}\` is a list: write one ${ITEM[name]} a line below it, each with \`- \` in front.`;
    return { findings: [{ offset: mark.offset, message }] };
  }
  if (items.length === 0) return noValue(mark, name);
  return name === 'Verify' ? readVerify(mark, items) : { part: { acceptanceCriteria: items } };
}

function readVerify({ offset }: FieldMark, items: readonly string[]): Value {
  const verify: string[] = [];
  const findings: Finding[] = [];
  for (const item of items) {
    const read = readCommand(item);
    if ('fault' in read) findings.push({ offset, message: read.fault });
    else verify.push(read.command);
  }
  return { part: { verify }, findings };
}
