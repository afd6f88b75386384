import type { OperatorCommand } from '../../core/operator/index.ts';
import { waitingGate, type Actor, type Rejection, type Session } from '../../core/session/index.ts';
import { answerRefusal, ask, sayFaults } from './ask.ts';
import type { Tap } from './asked.ts';
import type { Asker, Conversation } from './conversation.ts';
import { alreadyToast } from './messages/already-toast.ts';
import { decisionToast } from './messages/decision-toast.ts';
import { refusalToast } from './messages/refusal-toast.ts';
import { toast } from './toast.ts';

const ENDING = '⚠️ Ending the attempt';
const MOVED = '⚠️ Others changed files that would be overwritten: they are listed below.';
const NOT_RESTORED = '❌ The files could not be brought back: the new card says why.';

/** Has the command of a button decided, and answers the tap; resolves when that is stored. */
export async function decideTap(
  talk: Conversation,
  asker: Asker,
  { tap, command }: { readonly tap: Tap; readonly command: OperatorCommand },
): Promise<void> {
  const reply = await ask(talk, asker, command);
  if (reply.ok) toast(talk, tap, doneBy(command, talk.service.read()));
  else if ('faults' in reply) {
    toast(talk, tap);
    sayFaults(talk, asker, command, reply);
  } else if (reply.rejection.code === 'confirm_needed') {
    toast(talk, tap);
    answerRefusal(talk, asker, command, reply.rejection);
  } else if (reply.rejection.code === 'undo_moved') {
    toast(talk, tap, MOVED);
    answerRefusal(talk, asker, command, reply.rejection);
  } else {
    refuse(talk, asker, { tap, command, rejection: reply.rejection });
  }
}

function doneBy(command: OperatorCommand, session: Session): string {
  if (command.type === 'stop' && command.confirm !== undefined) return ENDING;
  return notRestored(command, session) ? NOT_RESTORED : decisionToast(command);
}

/** It was decided, and then the files could not be brought back: the gate waits again. */
const notRestored = ({ type }: OperatorCommand, session: Session): boolean =>
  (type === 'undo' || type === 'redo') && waitingGate(session)?.renewed?.why === 'not-restored';

export function refuse(
  talk: Conversation,
  asker: Asker,
  {
    tap,
    command,
    rejection,
  }: { readonly tap: Tap; readonly command: OperatorCommand; readonly rejection: Rejection },
): void {
  const session = talk.service.read();
  if (isOver(rejection)) talk.answers.post(() => talk.desk.removeButtons(tap.message));
  const isSecond = isSecondTap(rejection, command, asker.by, session);
  const text = isSecond ? alreadyToast(session) : refusalToast(rejection, session, talk.local, command.type);
  talk.answers.post(async () => {
    // A tap that was made while the program was down takes no answer any more.
    if (!(await talk.desk.answerTap(tap.id, { text, alert: !isSecond })))
      answerRefusal(talk, asker, command, rejection);
  });
}

/** The first one, of the same person, is what goes on; where something waits they might believe they decided that. */
const isSecondTap = (rejection: Rejection, command: OperatorCommand, by: Actor, session: Session): boolean =>
  rejection.code === 'already_decided' &&
  rejection.decision === command.type &&
  !('count' in command) &&
  !('forTask' in command) &&
  rejection.by.channel === by.channel &&
  rejection.by.id === by.id &&
  session.state === 'open' &&
  session.phase.name === 'running';

/** Nothing can be decided with the buttons of that message any more. */
const isOver = ({ code }: Rejection): boolean => OVER.includes(code);

const OVER: readonly Rejection['code'][] = [
  'stale_gate',
  'stale_session',
  'already_decided',
  'no_session',
  'tree_moved',
];
