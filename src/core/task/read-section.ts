import type { Dependency } from './depends-on.ts';
import type { Document } from './document.ts';
import { type FieldMark, findFields } from './find-fields.ts';
import type { Finding } from './finding.ts';
import { type ReadField, readField, skipField } from './read-fields.ts';
import { type Span, verbatim, withoutEdges } from './section-text.ts';
import type { Section } from './split-tasks.ts';
import type { Task } from './task.ts';

export interface SectionReading {
  /** Of use only if there are no findings in the whole file. */
  readonly task: Task;
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly Finding[];
}

/** Reads the fields and the instruction of a task whose heading names a number. */
export function readSection(document: Document, section: Section): SectionReading {
  const end =
    withoutEdges(document, { start: section.bodyStart, end: section.bodyEnd })?.end ?? section.bodyStart;
  const { marks, findings } = findFields(document, section.bodyStart, end);
  const limits = [...marks.slice(1).map(({ begin }) => begin), end];
  const repeated = findRepeated(document, marks);
  const fields = marks.map((mark, index) => {
    const limit = Number(limits[index]);
    return repeated[index] ? skipField(mark, limit) : readField(document, mark, limit);
  });
  const freeText = findFreeText(document, { start: section.bodyStart, end }, fields);
  const parts = fields.reduce<Partial<Task>>((sum, { part }) => ({ ...sum, ...part }), {});
  const dependencies = fields.flatMap((field) => field.dependencies);
  return {
    task: {
      number: Number(section.number),
      title: section.title,
      dependsOn: dependencies.map(({ number }) => number),
      acceptanceCriteria: [],
      verify: [],
      instruction: freeText.map((span) => verbatim(document, span)).join('\n\n'),
      ...parts,
    },
    dependencies,
    findings: [
      ...findings,
      ...fields.flatMap((field) => field.findings),
      ...repeated.filter((finding) => finding !== undefined),
      ...findInstructionFaults(document, section, marks, freeText),
    ],
  };
}

/** What no field takes up. */
function findFreeText(document: Document, body: Span, fields: readonly ReadField[]): Span[] {
  const starts = [body.start, ...fields.map(({ span }) => span.end)];
  const ends = [...fields.map(({ span }) => span.start), body.end];
  return starts
    .map((start, index) => withoutEdges(document, { start, end: Number(ends[index]) }))
    .filter((span) => span !== undefined);
}

/** For each mark the fault that it repeats an earlier one, if it does. */
function findRepeated({ lines }: Document, marks: readonly FieldMark[]): (Finding | undefined)[] {
  const seen = new Map<string, FieldMark>();
  return marks.map((mark) => {
    if (mark.name === undefined) return undefined;
    const first = seen.get(mark.name);
    seen.set(mark.name, first ?? mark);
    if (!first) return undefined;
    const message = `\`${mark.name}\` is already on line ${lines.line(first.offset)}: keep one of the two.`;
    return { offset: mark.offset, message };
  });
}

function findInstructionFaults(
  { lines, text }: Document,
  section: Section,
  marks: readonly FieldMark[],
  freeText: readonly Span[],
): Finding[] {
  const field = marks.find(({ name }) => name === 'Claude Instruction');
  if (field) {
    const message =
      `this text is in no field, and the instruction begins on line ${lines.line(field.offset)}. ` +
      'Move it below `**Claude Instruction:**`, or into `**Description:**` if it is for people.';
    return freeText.map(({ start }) => ({ offset: start + text.slice(start).search(/\S/), message }));
  }
  // Under a name that is not known there may be the instruction: that fault comes first.
  if (freeText.length > 0 || marks.some(({ name }) => name === undefined)) return [];
  const hint = marks.some(({ name }) => name === 'Description') ? ' (`Description` is for people only)' : '';
  const message = `this task has no instruction${hint}: write what Claude is to do under \`**Claude Instruction:**\`.`;
  return [{ offset: section.offset, message }];
}
