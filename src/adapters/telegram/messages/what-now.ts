import { fmt } from '@grammyjs/parse-mode';
import type { Gate } from '../../../core/gate/index.ts';
import { allowedAt, isSettled, type OpenSession } from '../../../core/session/index.ts';
import { code, type Rich } from './rich-text.ts';

/** The last line of a gate's card: how to answer besides its buttons. */
export function whatNow(session: OpenSession, gate: Gate): Rich | string {
  if (session.pausedAt !== undefined) return 'The session is paused: /resume first.';
  switch (gate.kind) {
    case 'start':
      return startLine(session);
    case 'closing':
      return allowedAt(session, gate).includes('retry')
        ? '/approve ends the session · /retry does the last task again'
        : '/approve ends the session';
    case 'doubt':
      return 'Reply to this card with your answer.';
    case 'failure':
    case 'limit':
      return 'Reply to this card to retry with your words.';
  }
}

function startLine(session: OpenSession): Rich | string {
  const left = session.tasks.filter((task) => !isSettled(task)).length;
  if (left < 2) return '/approve · /skip · /pause';
  return left === 2
    ? fmt`${code('/approve 2')} frees this and the next · /pause`
    : fmt`${code('/approve 3')} frees this and the next two · /pause`;
}

/** How many tasks may still begin without asking. */
export function leashLine({ leash }: OpenSession): string {
  if (leash === undefined) return '';
  return `leash: ${leash === 'all' ? 'the rest of the list starts' : `${leash} more start`} without asking`;
}
