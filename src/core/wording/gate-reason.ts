import type { Outcome } from '../attempt/index.ts';
import type { ClosingWhy, Gate, LeashEnd } from '../gate/index.ts';
import { taskOf, positionOf, type OpenSession, type TaskRecord } from '../session/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { askReason } from './asked-call.ts';
import { budgetOfRetry, budgetReason } from './budget.ts';
import { holdReason } from './hold.ts';
import type { Local } from './local.ts';
import { whatMoved } from './moved.ts';
import { enumerated } from './numbers.ts';
import { named } from './place.ts';
import { isUnstarted } from './outcome.ts';
import { saysUnverified, UNCHANGED } from './result-sentence.ts';

/** Why the session waits here, in a sentence or two; first why it does so anew. */
export function reasonOf(session: OpenSession, gate: Gate, outcome?: Outcome, local?: Local): string {
  const anew = renewalOf(gate);
  const leash = gate.leashEnded === undefined ? '' : `${LEASH_ENDED[gate.leashEnded]}; `;
  const reason = `${leash}${subjectReason(session, gate, outcome, local)}`;
  return anew === undefined ? reason : `${anew} It waits as before: ${reason}`;
}

/** Why a gate takes the place of one about the same, in a sentence; undefined when it does not. */
export function renewalOf({ renewed }: Gate): string | undefined {
  switch (renewed?.why) {
    case 'moved':
      return `${whatMoved(renewed, 'since the last card')}.`;
    case 'not-restored':
      return `the files could not be brought back: ${oneLine(renewed.sentence)}`;
    case undefined:
      return undefined;
  }
}

type StartGate = Extract<Gate, { kind: 'start' }>;

const PLAN_REASON =
  'Claude says what it would do, and has done nothing of it yet. Approve, and it goes on in the same conversation and does it; "retry" and your words have the plan revised.';

const LEASH_ENDED: Readonly<Record<LeashEnd, string>> = {
  time: 'the time of the leash is over',
  cost: 'what the leash allows is spent',
};

function subjectReason(
  session: OpenSession,
  gate: Gate,
  outcome: Outcome | undefined,
  local: Local | undefined,
): string {
  switch (gate.kind) {
    case 'start':
      return startReason(session, gate);
    case 'closing':
      return closingReason(session, gate.task, gate.why);
    case 'doubt':
      return doubtReason(taskOf(session, gate.task), outcome);
    case 'failure':
      return failureReason(taskOf(session, gate.task), outcome);
    case 'limit':
      return holdReason(gate, local);
    case 'plan':
      return PLAN_REASON;
    case 'ask':
      return askReason(gate);
  }
}

function startReason(session: OpenSession, { task: number, why, budget }: StartGate): string {
  switch (why) {
    case 'begin':
      return session.repeated
        ? 'this list was worked through today already; nothing runs again before you say so.'
        : 'nothing runs before you say so.';
    case 'rework':
      return 'you went back to the task before it, so this is asked again.';
    case 'undone':
      return `it was undone, and nothing runs before you say so.${session.redo.length > 0 ? ' "redo" brings back what was undone.' : ''}`;
    case 'reloaded':
      return 'the edited task file was taken over, and this comes next now.';
    case 'blocked':
      return blockedReason(session, taskOf(session, number));
    case 'budget':
      return budgetReason(budget);
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

function blockedReason(session: OpenSession, { dependsOn }: TaskRecord): string {
  const open = dependsOn.filter((other) => taskOf(session, other).status !== 'completed');
  return `it builds on ${enumerated(open.map(named))}, which ${open.length === 1 ? 'was' : 'were'} not completed.`;
}

function closingReason(session: OpenSession, number: number, why: ClosingWhy): string {
  switch (why) {
    case 'checkpoint':
      return `it stops after every ${quoted(taskOf(session, number).type)} task, so that you can check it (checkpoint_after), and this was the last.`;
    case 'rework':
      return 'you had the last task done again: look at it once more.';
    case 'reloaded':
      return 'the edited task file was taken over, and nothing in it is left to do.';
  }
}

function doubtReason({ result }: TaskRecord, outcome: Outcome | undefined): string {
  // What the runner wrote down of an attempt does not say what it changed, but whether it asks.
  const asks = outcome?.kind === 'completed' ? outcome.asks : result !== UNCHANGED;
  return asks
    ? 'Claude ended with a question. Answer it with "retry" and your words, or approve to take the task as done.'
    : 'Claude finished, but changed nothing. Say with "retry" and your words what is missing, or approve to take the task as done.';
}

function failureReason({ result }: TaskRecord, outcome: Outcome | undefined): string {
  if (isUnstarted(outcome)) {
    return 'it could not be started. Nothing ran; "retry" tries again once the cause is mended.';
  }
  if (outcome?.kind === 'failed' && outcome.failure === 'budget') {
    return `the attempt cost as much as it was given. ${budgetOfRetry(outcome.budget)}`;
  }
  const unverified = outcome?.kind === 'failed' ? outcome.failure === 'verification' : saysUnverified(result);
  return unverified
    ? 'verification failed, and nothing goes on past that by itself. "retry" and your words let Claude mend it.'
    : 'the attempt ended without completing the task, and nothing goes on past that by itself.';
}

const typeBefore = (session: OpenSession, number: number): string =>
  quoted(session.tasks[positionOf(session, number) - 2]?.type);

const quoted = (type: string | undefined): string => `"${oneLine(type ?? '')}"`;
