import { checkDependencies } from './check-dependencies.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkPreamble } from './check-preamble.ts';
import { type Document, readDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { type Finding, toFaults } from './finding.ts';
import { readSection } from './read-section.ts';
import { type Split, splitTasks } from './split-tasks.ts';
import type { TaskFile } from './task.ts';

export type TaskFileParse =
  | { readonly ok: true; readonly file: TaskFile }
  /** All faults of the file, in its order; never empty. */
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads the text of a task file; a byte order mark does not count in the positions of faults. */
export function parseTaskFile(text: string): TaskFileParse {
  const document = readDocument(text.replace(/^\uFEFF/, ''));
  const split = splitTasks(document);
  const sections = split.sections.filter(({ isTask }) => isTask);
  const readings = sections.map((section) => readSection(document, section));
  const findings = [
    ...split.findings,
    ...checkPreamble(document, split.sections),
    ...checkNumbers(sections, document.lines),
    ...readings.flatMap((reading) => reading.findings),
    ...checkDependencies(
      readings
        .filter(({ task }) => task.number > 0)
        .map(({ task, dependencies }) => ({ number: task.number, dependencies })),
      split.sections.map(({ number }) => number).filter((number) => number !== undefined),
    ),
    ...findNoTask(document, split),
  ];
  if (findings.length > 0) return { ok: false, faults: toFaults(findings, document.lines) };
  const tasks = readings.map(({ task }) => task);
  return { ok: true, file: split.title === undefined ? { tasks } : { title: split.title, tasks } };
}

function findNoTask({ text }: Document, { sections, findings }: Split): Finding[] {
  if (sections.length > 0 || findings.length > 0) return [];
  const problem = text.trim() === '' ? 'the file is empty' : 'there is no task in this file';
  return [
    { offset: 0, message: `${problem}: a task begins with a line such as \`## Task 1: Fix the login\`.` },
  ];
}
