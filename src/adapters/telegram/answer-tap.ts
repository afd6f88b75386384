import type { OperatorCommand } from '../../core/operator/index.ts';
import type { OpenSession, Session } from '../../core/session/index.ts';
import { answerQuestion } from './answer-question.ts';
import type { Tap } from './asked.ts';
import { parseButton, type Button } from './buttons.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { decideTap } from './decide-tap.ts';
import { showAsked, showInstruction, showSaid } from './look.ts';
import { stopQuestion } from './messages/stop-question.ts';
import { fileOf } from './start-file.ts';
import { showDiff } from './show-diff.ts';
import { toast } from './toast.ts';

const UNKNOWN = 'This button is not known any more. /status shows what is waiting.';
const OVER = 'That attempt is over. /status shows what is going on.';
const GONE = 'That file is not there any more. /start looks again.';

/** Does what a tap asks for; resolves when that is stored. */
export async function answerTap(talk: Conversation, asker: Asker, tap: Tap): Promise<void> {
  const button = parseButton(tap.data);
  switch (button?.kind) {
    case undefined:
      toast(talk, tap, UNKNOWN, true);
      break;
    case 'instruction':
      toast(talk, tap);
      talk.answers.post(() => showInstruction(talk, asker, button));
      break;
    case 'said':
      toast(talk, tap);
      talk.answers.post(() => showSaid(talk, asker, button));
      break;
    case 'diff':
      toast(talk, tap);
      talk.answers.post(() => showDiff(talk, asker, button));
      break;
    case 'keep':
      toast(talk, tap, 'It goes on.');
      talk.answers.post(() => talk.desk.removeButtons(tap.message));
      break;
    case 'end':
      askToEnd(talk, asker, { tap, button });
      break;
    case 'file':
      return startTapped(talk, asker, { tap, digest: button.digest });
    case 'asked':
      toast(talk, tap);
      talk.answers.post(() => showAsked(talk, asker, button.gate));
      break;
    case 'pick':
    case 'tick':
    case 'untick':
    case 'answer':
      return answerQuestion(talk, asker, { tap, button });
    case 'allow':
    case 'allow-task':
    case 'deny':
    case 'wait':
    case 'approve':
    case 'approve-all':
    case 'approve-next':
    case 'skip':
    case 'retry':
    case 'undo':
    case 'undo-anyway':
    case 'redo':
    case 'redo-anyway':
    case 'reload':
    case 'stop':
    case 'pause':
    case 'resume':
    case 'unleash':
    case 'end-confirmed':
      return decideTap(talk, asker, { tap, command: commandOf(button) });
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
    toast(talk, tap, OVER, true);
    talk.answers.post(() => talk.desk.removeButtons(tap.message));
    return;
  }
  toast(talk, tap);
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

async function startTapped(
  talk: Conversation,
  asker: Asker,
  { tap, digest }: { readonly tap: Tap; readonly digest: string },
): Promise<void> {
  const file = await fileOf(talk, digest);
  if (file === undefined) toast(talk, tap, GONE, true);
  else await decideTap(talk, asker, { tap, command: { type: 'start', file } });
}

type Deciding = Exclude<
  Button,
  | { kind: 'instruction' | 'said' | 'diff' | 'keep' | 'file' | 'end' | 'asked' }
  | { kind: 'pick' | 'tick' | 'untick' | 'answer' }
>;

function commandOf(button: Deciding): OperatorCommand {
  switch (button.kind) {
    case 'allow':
    case 'deny':
    case 'approve':
    case 'skip':
    case 'retry':
    case 'undo':
    case 'redo':
    case 'reload':
    case 'stop':
      return { type: button.kind, gate: button.gate };
    case 'allow-task':
      return { type: 'allow', forTask: true, gate: button.gate };
    case 'wait':
      return { type: 'wait', time: button.time, gate: button.gate };
    case 'approve-all':
      return { type: 'approve', count: 'all', gate: button.gate };
    case 'approve-next':
      return { type: 'approve', count: button.count, gate: button.gate };
    case 'undo-anyway':
      return { type: 'undo', force: true, gate: button.gate };
    case 'redo-anyway':
      return { type: 'redo', force: true, gate: button.gate };
    case 'pause':
    case 'resume':
    case 'unleash':
      return { type: button.kind, session: button.session };
    case 'end-confirmed':
      return { type: 'stop', session: button.session, confirm: button.epoch };
  }
}
