import type { OperatorCommand } from '../../core/operator/index.ts';
import type { OpenSession, Rejection, Session } from '../../core/session/index.ts';
import { answerRefusal, ask } from './ask.ts';
import type { Tap } from './asked.ts';
import { parseButton, type Button } from './buttons.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { showInstruction, showSaid } from './look.ts';
import { decisionToast } from './messages/decision-toast.ts';
import { faultsMessage } from './messages/faults-message.ts';
import { refusalToast } from './messages/refusal-toast.ts';
import { stopQuestion } from './messages/stop-question.ts';
import { fileOf } from './start-file.ts';

const UNKNOWN = 'This button is not known any more. /status shows what is waiting.';
const ENDING = '⚠️ Ending the attempt';
const OVER = 'That attempt is over. /status shows what is going on.';
const GONE = 'That file is not there any more. /start looks again.';

/** Does what a tap asks for; resolves when that is stored. */
export async function answerTap(talk: Conversation, asker: Asker, tap: Tap): Promise<void> {
  const button = parseButton(tap.data);
  if (!button) return toast(talk, tap, { text: UNKNOWN, alert: true });
  switch (button.kind) {
    case 'instruction':
      toast(talk, tap, { text: '', alert: false });
      return talk.answers.post(() => showInstruction(talk, asker, button));
    case 'said':
      toast(talk, tap, { text: '', alert: false });
      return talk.answers.post(() => showSaid(talk, asker, button));
    case 'keep':
      toast(talk, tap, { text: 'It goes on.', alert: false });
      return talk.answers.post(() => talk.desk.removeButtons(tap.message));
    case 'end':
      return askToEnd(talk, asker, { tap, button });
    case 'file': {
      const file = await fileOf(talk, button.digest);
      return file === undefined
        ? toast(talk, tap, { text: GONE, alert: true })
        : decide(talk, asker, { tap, button, command: { type: 'start', file } });
    }
    default:
      return decide(talk, asker, { tap, button, command: commandOf(button) });
  }
}

/** Changes nothing yet, and is only about the attempt that the button was shown with. */
function askToEnd(
  talk: Conversation,
  asker: Asker,
  { tap, button }: { readonly tap: Tap; readonly button: Extract<Button, { kind: 'end' }> },
): void {
  const session = talk.service.read();
  const { epoch } = button;
  if (!isRunning(session, button)) {
    toast(talk, tap, { text: OVER, alert: true });
    return talk.answers.post(() => talk.desk.removeButtons(tap.message));
  }
  toast(talk, tap, { text: '', alert: false });
  say(talk, asker, stopQuestion({ session, epoch }), { shows: { session: session.id, epoch } });
}

const isRunning = (
  session: Session,
  { session: id, epoch }: Extract<Button, { kind: 'end' }>,
): session is OpenSession =>
  session.state === 'open' &&
  session.id === id &&
  session.phase.name === 'running' &&
  session.phase.attempt.epoch === epoch;

type Deciding = Exclude<Button, { kind: 'instruction' | 'said' | 'keep' | 'file' | 'end' }>;

function commandOf(button: Deciding): OperatorCommand {
  switch (button.kind) {
    case 'approve':
    case 'skip':
    case 'retry':
    case 'stop':
      return { type: button.kind, gate: button.gate };
    case 'pause':
    case 'resume':
      return { type: button.kind, session: button.session };
    case 'end-confirmed':
      return { type: 'stop', session: button.session, confirm: button.epoch };
  }
}

async function decide(
  talk: Conversation,
  asker: Asker,
  {
    tap,
    button,
    command,
  }: {
    readonly tap: Tap;
    readonly button: Deciding | Extract<Button, { kind: 'file' }>;
    readonly command: OperatorCommand;
  },
): Promise<void> {
  const reply = await ask(talk, asker, command);
  if (reply.ok) {
    const text = button.kind === 'end-confirmed' ? ENDING : decisionToast(command.type);
    return toast(talk, tap, { text, alert: false });
  }
  if ('faults' in reply) {
    toast(talk, tap, { text: '', alert: false });
    return say(talk, asker, { text: faultsMessage(reply.path, reply.faults) });
  }
  const { rejection } = reply;
  if (rejection.code === 'confirm_needed') {
    toast(talk, tap, { text: '', alert: false });
    return answerRefusal(talk, asker, rejection);
  }
  talk.answers.post(async () => {
    const text = refusalToast(rejection, talk.service.read(), talk.local);
    // A tap that was made while the program was down takes no answer any more.
    if (!(await talk.desk.answerTap(tap.id, { text, alert: true }))) answerRefusal(talk, asker, rejection);
  });
  if (isOver(rejection) && button.kind !== 'file')
    talk.answers.post(() => talk.desk.removeButtons(tap.message));
}

/** Nothing can be decided with the buttons of that message any more. */
const isOver = ({ code }: Rejection): boolean =>
  code === 'stale_gate' || code === 'stale_session' || code === 'already_decided' || code === 'no_session';

function toast(
  { answers, desk }: Conversation,
  tap: Tap,
  say: { readonly text: string; readonly alert: boolean },
): void {
  answers.post(() => desk.answerTap(tap.id, say));
}
