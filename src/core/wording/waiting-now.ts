import type { AskGate, Gate } from '../gate/index.ts';
import type { OpenSession, Phase, Session } from '../session/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { callLine } from './asked-call.ts';
import { HOLD_UP } from './hold.ts';
import type { Local } from './local.ts';
import { placeAndTitle } from './place.ts';

/** What the session does or waits for, in one sentence. */
export function waitingNow(session: Session, local?: Local): string {
  if (session.state === 'idle') return 'Nothing was started yet.';
  if (session.state === 'closed') return `Session ${session.id} is over.`;
  const { phase } = session;
  const paused = session.pausedAt === undefined ? '' : 'Paused. ';
  switch (phase.name) {
    case 'waiting':
      return `${paused}${waitingAt(session, phase.gate, local)}.`;
    case 'running':
      return `${paused}${runningNow(session, phase)}.`;
    case 'stopping':
      return `${paused}Attempt ${phase.attempt.epoch} of ${placeAndTitle(session, phase.attempt.task)} is being ended.`;
    case 'undoing':
      return `${paused}${phase.way === 'undo' ? 'Undoing' : 'Redoing'}: ${placeAndTitle(session, phase.task)}.`;
    case 'between':
      return `${paused}Between two tasks.`;
  }
}

function waitingAt(session: OpenSession, gate: Gate, local: Local | undefined): string {
  switch (gate.kind) {
    case 'closing':
      return 'Waiting for you: the end of the session';
    case 'start':
    case 'doubt':
    case 'failure':
      return `Waiting for you: ${placeAndTitle(session, gate.task)}`;
    case 'plan':
      return `Waiting for you: the plan of ${placeAndTitle(session, gate.task)}`;
    case 'ask':
      return `Waiting for your answer: ${placeAndTitle(session, gate.task)}, ${whatOf(gate)}`;
    case 'limit': {
      const held = `Held up by ${HOLD_UP[gate.cause]}: ${placeAndTitle(session, gate.task)}`;
      if (gate.resumeAt === undefined) return `${held}; it waits for you`;
      return `${held}; it goes on by itself${local ? ` at ${local(gate.resumeAt)}` : ''}`;
    }
  }
}

function runningNow(session: OpenSession, { attempt, asks }: Extract<Phase, { name: 'running' }>): string {
  const task = placeAndTitle(session, attempt.task);
  const [first, ...others] = asks;
  if (!first) return `Running: ${task}, attempt ${attempt.epoch}`;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `Waiting for your answer: ${task}, attempt ${attempt.epoch}, ${whatOf(first)}${more}`;
}

const whatOf = ({ call }: AskGate): string =>
  call.kind === 'question' ? `a question: "${oneLine(call.detail)}"` : callLine(call);
