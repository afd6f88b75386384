import type { OperatorCommand } from '../../core/operator/index.ts';
import type { Actor, Rejection, Session } from '../../core/session/index.ts';
import { answerRefusal, ask } from './ask.ts';
import type { Tap } from './asked.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { alreadyToast } from './messages/already-toast.ts';
import { decisionToast } from './messages/decision-toast.ts';
import { faultsMessage } from './messages/faults-message.ts';
import { refusalToast } from './messages/refusal-toast.ts';
import { toast } from './toast.ts';

const ENDING = '⚠️ Ending the attempt';

/** Has the command of a button decided, and answers the tap; resolves when that is stored. */
export async function decideTap(
  talk: Conversation,
  asker: Asker,
  { tap, command }: { readonly tap: Tap; readonly command: OperatorCommand },
): Promise<void> {
  const reply = await ask(talk, asker, command);
  if (reply.ok) toast(talk, tap, doneBy(command));
  else if ('faults' in reply) {
    toast(talk, tap);
    say(talk, asker, { text: faultsMessage(reply.path, reply.faults) });
  } else if (reply.rejection.code === 'confirm_needed') {
    toast(talk, tap);
    answerRefusal(talk, asker, reply.rejection);
  } else {
    refuse(talk, asker, { tap, rejection: reply.rejection });
  }
}

const doneBy = (command: OperatorCommand): string =>
  command.type === 'stop' && command.confirm !== undefined ? ENDING : decisionToast(command.type);

function refuse(
  talk: Conversation,
  asker: Asker,
  { tap, rejection }: { readonly tap: Tap; readonly rejection: Rejection },
): void {
  const session = talk.service.read();
  if (isOver(rejection)) talk.answers.post(() => talk.desk.removeButtons(tap.message));
  if (isSecondTap(rejection, asker.by, session)) return toast(talk, tap, alreadyToast(session));
  const text = refusalToast(rejection, session, talk.local);
  talk.answers.post(async () => {
    // A tap that was made while the program was down takes no answer any more.
    if (!(await talk.desk.answerTap(tap.id, { text, alert: true }))) answerRefusal(talk, asker, rejection);
  });
}

/** The first one, of the same person, is what goes on; where something waits they might believe they decided that. */
const isSecondTap = (rejection: Rejection, by: Actor, session: Session): boolean =>
  rejection.code === 'already_decided' &&
  rejection.by.channel === by.channel &&
  rejection.by.id === by.id &&
  session.state === 'open' &&
  session.phase.name === 'running';

/** Nothing can be decided with the buttons of that message any more. */
const isOver = ({ code }: Rejection): boolean =>
  code === 'stale_gate' || code === 'stale_session' || code === 'already_decided' || code === 'no_session';
