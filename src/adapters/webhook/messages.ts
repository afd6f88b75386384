import type { SessionView } from '../../app/project-state.ts';
import type { OperatorCommand } from '../../core/operator/index.ts';

const DONE: Readonly<Record<Exclude<OperatorCommand['type'], 'stop'>, string>> = {
  start: 'Started.',
  approve: 'Approved.',
  skip: 'Skipped.',
  retry: 'Another attempt begins.',
  allow: 'Allowed.',
  deny: 'Denied.',
  answer: 'Answered.',
  wait: 'Put off.',
  undo: 'Undone.',
  redo: 'Redone.',
  reload: 'The edited task file is taken over.',
  unleash: 'The leash is taken in: every task asks again.',
  pause: 'Nothing more starts.',
  resume: 'Resumed.',
};

/** What a command that was done brought about; the same for a repeated call. */
export function done(type: OperatorCommand['type'], view: SessionView): string {
  if (type !== 'stop') return `${DONE[type]} ${standsAt(view)}`;
  return view.status === 'stopping' ? `${standsAt(view)} The session closes with it.` : standsAt(view);
}

/** Where the session stood when the call was answered. */
export function standsAt({ session, status, position, total, epoch }: SessionView): string {
  const task = `task ${position ?? 0} of ${total ?? 0}`;
  switch (status) {
    case undefined:
      return 'No session was started yet.';
    case 'waiting_approval':
      return `Waiting for a decision: ${task}.`;
    case 'limited':
      return `Held up: ${task}.`;
    case 'running':
      return `Running: ${task}.`;
    case 'stopping':
      return `Attempt ${epoch ?? 0} is being ended.`;
    case 'paused':
      return `Paused at ${task}.`;
    case 'completed':
    case 'stopped':
      return `Session ${session ?? ''} is over.`;
  }
}

/** How an attempt that runs is ended, for a refused stop. */
export const CONFIRM =
  'To end it, repeat the stop with its number as "confirm" (or as a command: /stop confirm).';

/** How to say which of several calls is meant. */
export const WHICH = 'Repeat the call with one of "gates" as "gate".';

/** How several questions are answered, each by itself. */
export const EACH = 'Repeat the call with "answers": the text of each question with its answer.';

/** What an answer is told that names a gate that does not wait, or was sent before it did. */
export const STALE =
  'That is not about what waits now, or was sent before that was asked, so it was not used.';

export const NOT_STORED = 'That could not be saved, so nothing was changed. Try again; is the disk full?';

export const badFile = (type: OperatorCommand['type'], path: string): string =>
  type === 'reload'
    ? `Nothing was taken over: ${path} has faults.`
    : `Nothing was started: ${path} has faults.`;

export const noFile = (today: string, names: readonly string[]): string =>
  names.length === 0
    ? `There is no ${today} in the tasks folder, and no other task file.`
    : `There is no ${today} in the tasks folder. Start one by its name: ${names.join(', ')}.`;
