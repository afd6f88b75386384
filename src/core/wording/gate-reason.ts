import type { Outcome } from '../attempt/index.ts';
import type { ClosingWhy, Gate, StartWhy } from '../gate/index.ts';
import { taskOf, positionOf, type OpenSession } from '../session/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { enumerated } from './numbers.ts';
import { named } from './place.ts';
import { isUnstarted } from './outcome.ts';

/** Why the session waits here, in a sentence. */
export function reasonOf(session: OpenSession, gate: Gate, outcome?: Outcome): string {
  switch (gate.kind) {
    case 'start':
      return startReason(session, gate.task, gate.why);
    case 'closing':
      return closingReason(session, gate.task, gate.why);
    case 'doubt':
      return 'Claude ended with a question. Answer it with "retry" and your words, or approve to take the task as done.';
    case 'failure':
      return isUnstarted(outcome)
        ? 'it could not be started. Nothing ran; "retry" tries again once the cause is mended.'
        : 'the attempt ended without completing the task, and nothing goes on past that by itself.';
    case 'limit':
      return 'the usage limit ended the attempt. "retry" goes on in the same conversation.';
  }
}

function startReason(session: OpenSession, number: number, why: StartWhy): string {
  const task = taskOf(session, number);
  switch (why) {
    case 'begin':
      return session.repeated
        ? 'this list was worked through today already; nothing runs again before you say so.'
        : 'nothing runs before you say so.';
    case 'rework':
      return 'you went back to the task before it, so this is asked again.';
    case 'blocked': {
      const open = task.dependsOn.filter((other) => taskOf(session, other).status !== 'completed');
      return `it builds on ${enumerated(open.map(named))}, which ${open.length === 1 ? 'was' : 'were'} not completed.`;
    }
    case 'checkpoint':
      return `it stops after every ${typeBefore(session, number)} task, so that you can check it (checkpoint_after).`;
    case 'explicit':
      return 'the task says "Requires Approval: true".';
    case 'manual':
      return 'every task needs your approval (approval_mode: manual).';
    case 'required':
      return 'this task needs your approval (approval_mode: required).';
  }
}

function closingReason(session: OpenSession, number: number, why: ClosingWhy): string {
  switch (why) {
    case 'checkpoint':
      return `it stops after every ${quoted(taskOf(session, number).type)} task, so that you can check it (checkpoint_after), and this was the last.`;
    case 'rework':
      return 'you had the last task done again: look at it once more.';
  }
}

const typeBefore = (session: OpenSession, number: number): string =>
  quoted(session.tasks[positionOf(session, number) - 2]?.type);

const quoted = (type: string | undefined): string => `"${oneLine(type ?? '')}"`;
