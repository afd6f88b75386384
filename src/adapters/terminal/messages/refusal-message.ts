import type { GateDecision, GateKind } from '../../../core/gate/index.ts';
import type { Rejection, Session } from '../../../core/session/index.ts';
import type { LocalTime } from '../local-time.ts';
import { oneLine } from '../plain-text.ts';
import { enumerated } from './numbers.ts';
import { placeAndTitle, named } from './place.ts';
import { whoIs } from './notice-message.ts';

/** Why a command was not done, and what is waiting now. */
export const refusalMessage = (
  rejection: Rejection,
  session: Session,
  local: LocalTime,
): readonly string[] => [`⚠️ ${refusal(rejection, local)}`, `   ${waitingNow(session)}`];

function refusal(rejection: Rejection, local: LocalTime): string {
  switch (rejection.code) {
    case 'no_session':
      return 'No session is open.';
    case 'already_running':
      return `Session ${rejection.session} (${oneLine(rejection.file)}) is still open, and only one can be.`;
    case 'nothing_waiting':
      return 'Nothing is waiting for a decision.';
    case 'stale_gate':
      return 'That answer belongs to an earlier question, so it was not used.';
    case 'already_decided':
      return `That was decided already: ${PAST[rejection.decision]} by ${whoIs(rejection.by)} at ${local(rejection.at)}.`;
    case 'not_allowed_here':
      return notAllowed(rejection.kind, rejection.allowed);
    case 'count_not_allowed':
      return `A number of tasks can be approved only before a task begins, not ${WHERE[rejection.kind]}. Type "approve" alone.`;
    case 'paused':
      return 'The session is paused: resume first, then decide.';
    case 'already':
      return ALREADY[rejection.what];
    case 'confirm_needed':
      return `Attempt ${rejection.epoch} of ${named(rejection.task)} is running. Press Ctrl-C twice to end it.`;
    case 'stale_report':
      return 'That report is about an attempt that is over.';
  }
}

const PAST: Readonly<Record<GateDecision, string>> = {
  approve: 'approved',
  skip: 'skipped',
  retry: 'sent back for another attempt',
  stop: 'stopped',
};

const ALREADY = {
  paused: 'The session is paused already.',
  'going on': 'The session is not paused, so there is nothing to resume.',
  stopping: 'The attempt is being ended already.',
} as const;

const WHERE: Readonly<Record<GateKind, string>> = {
  start: 'here',
  closing: 'at the end',
  doubt: 'after a question',
  failure: 'after a failure',
  limit: 'at a usage limit',
};

function notAllowed(kind: GateKind, allowed: readonly GateDecision[]): string {
  const can = `${enumerated([...allowed, 'stop'], 'or')}.`;
  switch (kind) {
    case 'failure':
      return `A failed attempt cannot be approved. You can ${can}`;
    case 'limit':
      return `An attempt that the usage limit ended cannot be approved. You can ${can}`;
    case 'closing':
      return `Every task is done, so that does not fit here. You can ${can}`;
    case 'start':
      return `There is no completed task before this one to retry. You can ${can}`;
    case 'doubt':
      return `That does not fit here. You can ${can}`;
  }
}

/** What the session does or waits for, in one sentence. */
export function waitingNow(session: Session): string {
  if (session.state === 'idle') return 'Nothing was started yet.';
  if (session.state === 'closed') return `Session ${session.id} is over.`;
  const { phase } = session;
  const paused = session.pausedAt === undefined ? '' : 'Paused. ';
  switch (phase.name) {
    case 'waiting':
      return phase.gate.kind === 'closing'
        ? `${paused}Waiting for you: the end of the session.`
        : `${paused}Waiting for you: ${placeAndTitle(session, phase.gate.task)}.`;
    case 'running':
      return `${paused}Running: ${placeAndTitle(session, phase.attempt.task)}, attempt ${phase.attempt.epoch}.`;
    case 'stopping':
      return `${paused}Attempt ${phase.attempt.epoch} of ${placeAndTitle(session, phase.attempt.task)} is being ended.`;
    case 'between':
      return `${paused}Between two tasks.`;
  }
}
