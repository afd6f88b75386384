import { positionOf, taskOf, type TaskRecord } from '../session/index.ts';
import { oneLine } from '../text/plain-text.ts';

export interface Tasks {
  readonly tasks: readonly TaskRecord[];
}

/** `Task 2/3`; where the file numbers its tasks otherwise, `Task 2/3 (number 20)`. */
export function place(session: Tasks, number: number): string {
  const position = positionOf(session, number);
  const own = position === number ? '' : ` (number ${number})`;
  return `Task ${position}/${session.tasks.length}${own}`;
}

/** `Server actions (backend)`. */
export function titleOf(session: Tasks, number: number): string {
  const { title, type } = taskOf(session, number);
  return type === undefined ? oneLine(title) : `${oneLine(title)} (${oneLine(type)})`;
}

/** `Task 2/3: Server actions (backend)`. */
export const placeAndTitle = (session: Tasks, number: number): string =>
  `${place(session, number)}: ${titleOf(session, number)}`;

/** A task named in a sentence, by the number the file gives it. */
export const named = (number: number): string => `task ${number}`;
