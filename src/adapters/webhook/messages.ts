import type { SessionView } from '../../app/project-state.ts';
import type { OperatorCommand } from '../../core/operator/index.ts';

const DONE: Readonly<Record<OperatorCommand['type'], string>> = {
  start: 'Started.',
  approve: 'Approved.',
  skip: 'Skipped.',
  retry: 'Another attempt begins.',
  pause: 'Paused: nothing more starts.',
  resume: 'Resumed.',
  stop: 'Stopped.',
};

export const done = (type: OperatorCommand['type']): string => DONE[type];

/** Where the session stood when the call was answered; the same for a repeated call. */
export function standsAt({ session, status, position, total }: SessionView): string {
  const task = `task ${position ?? 0} of ${total ?? 0}`;
  switch (status) {
    case undefined:
      return 'No session was started yet.';
    case 'waiting_approval':
    case 'limited':
      return `Waiting for a decision: ${task}.`;
    case 'running':
      return `Running: ${task}.`;
    case 'stopping':
      return 'The attempt is being ended.';
    case 'paused':
      return `Paused at ${task}.`;
    case 'completed':
    case 'stopped':
      return `Session ${session ?? ''} is over.`;
  }
}
