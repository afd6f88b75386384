import { fmt } from '@grammyjs/parse-mode';
import type { Outcome } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import { allowedAt, unsettled, type OpenSession } from '../../../core/session/index.ts';
import { KEPT, WAITS } from '../../../core/wording/asked-call.ts';
import { code, type Rich } from './rich-text.ts';

/** The last line of a gate's card: how to answer besides its buttons. */
export function whatNow(session: OpenSession, gate: Gate, outcome?: Outcome): Rich | string {
  if (session.pausedAt !== undefined) return 'The session is paused: /resume first.';
  switch (gate.kind) {
    case 'start':
      return startLine(session);
    case 'closing':
      return allowedAt(session, gate).includes('retry')
        ? '/approve ends the session · /retry does the last task again'
        : '/approve ends the session';
    case 'doubt':
      return outcome?.kind === 'completed' && !outcome.asks
        ? 'Reply to this card with what is missing.'
        : 'Reply to this card with your answer.';
    case 'plan':
      return 'Reply to this card to have the plan revised.';
    case 'ask':
      return `${gate.live === true ? WAITS : KEPT} ${gate.call.kind === 'question' ? ANSWER : DENY}`;
    case 'limit':
      return 'Reply to this card to retry with your words · /wait and a time to go on then';
    case 'failure':
      return 'Reply to this card to retry with your words.';
  }
}

const ANSWER = 'Reply to this card to answer in your own words.';
const DENY = 'Reply to this card to deny it with your words as the reason.';

function startLine(session: OpenSession): Rich | string {
  return unsettled(session).length < 2
    ? '/approve · /skip · /pause'
    : fmt`${code('/approve 2 until 18:00')} frees this and the next till then · /pause`;
}
