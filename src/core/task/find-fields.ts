import type { Document } from './document.ts';
import { FIELD_REACH, fieldLike, type FieldName, fieldNamed } from './field-names.ts';
import type { Finding } from './finding.ts';
import { nearFieldFault } from './near-field.ts';
import { quote } from './quote.ts';
import { type TextLine, textLines } from './text-lines.ts';

/** `**Name:**` at the start of a line. */
export interface FieldMark {
  /** The field it is, or probably is; undefined when its name is like none. */
  readonly name: FieldName | undefined;
  /** Where its line begins. */
  readonly begin: number;
  /** Where the `**` stands. */
  readonly offset: number;
  readonly valueStart: number;
}

export interface FoundFields {
  readonly marks: readonly FieldMark[];
  readonly findings: readonly Finding[];
}

/** The fields of a task's body, which lies between the offsets; behind `Claude Instruction` there are none. */
export function findFields(document: Document, start: number, end: number): FoundFields {
  const marks: FieldMark[] = [];
  const findings: Finding[] = [];
  for (const line of linesBetween(document, start, end)) {
    const source = document.text.slice(line.offset, document.lines.end(line.offset));
    if (marks.at(-1)?.name === 'Claude Instruction') {
      findings.push(...findLateGate(line, source));
      continue;
    }
    const mark = line.flush ? readMark(document, line.offset, source) : undefined;
    if (mark) marks.push(mark);
    const message = mark ? mark.fault : nearFaultOf(line, source, marks.at(-1));
    if (message !== undefined) findings.push({ offset: line.offset, message });
  }
  return { marks, findings };
}

const NAME = /^\*\*([^*:]+):[ \t]*\*\*/;

/** The fields that are not taken for text in the instruction: their author believes that there is a gate. */
const GATES: Partial<Record<FieldName, string>> = {
  'Requires Approval': 'sets no gate',
  'Plan First': 'asks for no plan',
};

function findLateGate({ offset, flush }: TextLine, source: string): Finding[] {
  const written = flush ? NAME.exec(source)?.[1] : undefined;
  const name = written === undefined ? undefined : fieldNamed(written);
  const missed = name && GATES[name];
  if (missed === undefined) return [];
  const message =
    `everything after ${quote('**Claude Instruction:**')} is the instruction, so this ${missed}. ` +
    'Move the line above it, or into a code fence if it is meant as text.';
  return [{ offset, message }];
}

function readMark(
  { lines }: Document,
  offset: number,
  source: string,
): (FieldMark & { readonly fault: string | undefined }) | undefined {
  const match = NAME.exec(source);
  if (!match) return undefined;
  const [whole, written = ''] = match;
  const known = fieldNamed(written);
  const name = known ?? fieldLike(written.trim());
  return {
    name,
    begin: lines.begin(offset),
    offset,
    valueStart: offset + whole.length,
    fault: known === undefined ? unknownFieldFault(written, name) : undefined,
  };
}

/** A list item below `Description` or `Acceptance Criteria` is its content, whatever it looks like. */
function nearFaultOf({ flush }: TextLine, source: string, last: FieldMark | undefined): string | undefined {
  const isContent =
    !flush && last !== undefined && (last.name === undefined || FIELD_REACH[last.name] !== 'line');
  return isContent ? undefined : nearFieldFault(source);
}

function linesBetween(document: Document, start: number, end: number): TextLine[] {
  return document
    .within(start, end)
    .flatMap((block) => textLines(document, block))
    .filter(({ offset }) => offset >= start && offset < end);
}

function unknownFieldFault(written: string, meant: FieldName | undefined): string {
  const found = `unknown field ${quote(written)}`;
  if (meant !== undefined) return `${found}: did you mean ${quote(meant)}?`;
  return `${found}: if it is text for Claude, move it under ${quote('**Claude Instruction:**')}; if not, remove it.`;
}
