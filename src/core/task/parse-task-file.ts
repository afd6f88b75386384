import { checkDependencies, type KnownNumbers } from './check-dependencies.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkPreamble } from './check-preamble.ts';
import { type Document, readDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { type Finding, toFaults } from './finding.ts';
import type { LineIndex } from './line-index.ts';
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
  if (document.unread !== undefined) return refuseRest(document.lines, document.unread);
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
      numbersOf(split),
    ),
    ...findNoTask(document, split),
  ];
  if (findings.length > 0) return { ok: false, faults: toFaults(findings, document.lines) };
  const tasks = readings.map(({ task }) => task);
  return { ok: true, file: split.title === undefined ? { tasks } : { title: split.title, tasks } };
}

function refuseRest(lines: LineIndex, offset: number): TaskFileParse {
  const message =
    'from here on there are too many lines, lists or quotes to read, or too deep ones: ' +
    'split the file into several, or a long list or quote into shorter ones.';
  return { ok: false, faults: toFaults([{ offset, message }], lines) };
}

/** The tasks that the file is known to have. */
function numbersOf({ sections }: Split): KnownNumbers {
  const numbers = sections.map(({ number }) => number);
  return {
    inOrder: numbers.filter((number) => number !== undefined),
    // A heading without a usable number may be the one that is meant.
    complete: !numbers.includes(undefined),
  };
}

function findNoTask({ text }: Document, { sections, findings }: Split): Finding[] {
  if (sections.length > 0 || findings.length > 0) return [];
  const problem = text.trim() === '' ? 'the file is empty' : 'there is no task in this file';
  return [
    { offset: 0, message: `${problem}: a task begins with a line such as \`## Task 1: Fix the login\`.` },
  ];
}
