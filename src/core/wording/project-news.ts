import type { ListChange, Notice, OpenSession } from '../session/index.ts';
import { capital } from './capital.ts';
import { listChanges } from './list-changes.ts';

/** What stands in the working tree once a task was taken back. */
export const undoneNews = ({ session, keptAs }: Extract<Notice, { type: 'task-undone' }>): string =>
  `The files are as they were before it. What stood there is kept (refs/greenlight/${session}/${keptAs}); "redo" brings it back.`;

export const REDONE_NEWS = 'What was undone stands there again.';

/** That the task file reads otherwise than the list, and what that means for now. */
export const editedNews = (changes: readonly ListChange[]): string =>
  `${capital(listChanges(changes))}. Nothing of it counts until you take it over: "reload", at a gate.`;

/** Told once in a session that has no repository. */
export const NO_EVIDENCE =
  'There is no git repository that could keep the files: what a task changes cannot be shown or undone. "greenlight doctor" says what to do.';

/** Whether this notice is where that is told: with the first thing that is decided, or that begins by itself. */
export function isWithoutEvidence(notice: Notice, session: OpenSession): boolean {
  if (notice.type === 'gate-opened') {
    return notice.gate.kind === 'start' && notice.gate.why === 'begin' && notice.gate.tree === undefined;
  }
  if (notice.type !== 'attempt-started' || notice.attempt.tree !== undefined) return false;
  return notice.attempt.epoch === 1 && session.decided.length === 0;
}
