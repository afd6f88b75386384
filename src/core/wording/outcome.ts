import type { Outcome } from '../attempt/index.ts';
import { isSettled } from '../session/index.ts';
import type { Tasks } from './place.ts';

export function progressLine(session: Tasks): string {
  const settled = session.tasks.filter(isSettled).length;
  const total = session.tasks.length;
  return `📊 ${settled}/${total} (${Math.floor((settled * 100) / total)} %)`;
}

export function markOf(outcome: Outcome): '✅' | '⏸️' | '⚠️' | '❌' {
  switch (outcome.kind) {
    case 'completed':
      return outcome.asks || outcome.unchanged === true ? '⚠️' : '✅';
    case 'limited':
    case 'unreachable':
    case 'stopped':
      return '⚠️';
    case 'deferred':
    case 'planned':
      return '⏸️';
    case 'failed':
    case 'timed-out':
    case 'silent':
    case 'lost':
      return '❌';
  }
}

/** Nothing of it ran. */
export const isUnstarted = (outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'failed' && (outcome.failure === 'not-started' || outcome.failure === 'superseded');

export function endedHow(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'completed':
      return completedHow(outcome);
    case 'limited':
      return 'stopped by the usage limit';
    case 'unreachable':
      return 'stopped by trouble with the API';
    case 'deferred':
      return outcome.call.kind === 'question' ? 'asks you something' : 'asks you for leave';
    case 'planned':
      return 'has a plan';
    case 'stopped':
      return 'was stopped';
    case 'failed':
      return failedHow(outcome);
    case 'timed-out':
      return 'took too long and was ended';
    case 'silent':
      return 'was silent too long and was ended';
    case 'lost':
      return 'vanished: what it did last is not known';
  }
}

function completedHow({ asks, unchanged = false }: Extract<Outcome, { kind: 'completed' }>): string {
  if (asks) return unchanged ? 'ended with a question and changed nothing' : 'ended with a question';
  return unchanged ? 'changed nothing' : 'done';
}

function failedHow(outcome: Extract<Outcome, { kind: 'failed' }>): string {
  if (outcome.failure === 'verification') return 'verification failed';
  if (outcome.failure === 'budget') return 'reached its budget';
  return isUnstarted(outcome) ? 'could not be started' : 'failed';
}
