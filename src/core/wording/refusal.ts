import type { Instant } from '../attempt/index.ts';
import type { GateDecision, GateKind } from '../gate/index.ts';
import type { Actor, Rejection } from '../session/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { PAST } from './decision.ts';
import { enumerated } from './numbers.ts';
import { named } from './place.ts';

/** What differs between the channels in a refusal. */
export interface RefusalWords {
  readonly local: (at: Instant) => string;
  /** Names a person to those who read it. */
  readonly who: (by: Actor) => string;
  /** How to end the attempt that runs. */
  readonly confirm: string;
}

/** Why a command was not done, in a sentence. */
export function refusal(rejection: Rejection, { local, who, confirm }: RefusalWords): string {
  switch (rejection.code) {
    case 'no_session':
      return 'No session is open.';
    case 'already_running':
      return `Session ${rejection.session} (${oneLine(rejection.file)}) is still open, and only one can be.`;
    case 'nothing_waiting':
      return 'Nothing is waiting for a decision.';
    case 'stale_gate':
      return 'That answer belongs to an earlier question, so it was not used.';
    case 'stale_session':
      return 'That belongs to another session, so it was not used.';
    case 'already_decided':
      return `That was decided already: ${PAST[rejection.decision]} by ${who(rejection.by)} at ${local(rejection.at)}.`;
    case 'not_allowed_here':
      return notAllowed(rejection.kind, rejection.allowed);
    case 'count_not_allowed':
      return `A number of tasks can be approved only before a task begins, not ${WHERE[rejection.kind]}. Type "approve" alone.`;
    case 'paused':
      return 'The session is paused: resume first, then decide.';
    case 'already':
      return ALREADY[rejection.what];
    case 'confirm_needed':
      return `Attempt ${rejection.epoch} of ${named(rejection.task)} is running. ${confirm}`;
    case 'stale_report':
      return 'That report is about an attempt that is over.';
  }
}

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
