import type { FileRefusal } from '../../app/session-service.ts';
import type { Reply } from '../../app/project-state.ts';
import type { OperatorCommand } from '../../core/operator/index.ts';
import type { Rejection } from '../../core/session/index.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { decisionToast } from './messages/decision-toast.ts';
import { faultsMessage } from './messages/faults-message.ts';
import { refusalMessage } from './messages/refusal-message.ts';
import { bold } from './messages/rich-text.ts';
import { stopQuestion } from './messages/stop-question.ts';
import { undoMovedCard } from './messages/undo-moved-card.ts';

/** A decision could not be stored; asked again it may be. */
export class NotStored extends Error {
  constructor(cause: unknown) {
    super('a decision could not be stored', { cause });
    this.name = 'NotStored';
  }
}

/** Has a command decided: resolves when that is stored, and rejects with `NotStored` when it cannot be. */
export async function ask(
  { service }: Conversation,
  { by, request }: Asker,
  command: OperatorCommand,
): Promise<Reply | FileRefusal> {
  try {
    return await service.request({ by, id: request, command });
  } catch (error) {
    throw new NotStored(error);
  }
}

/** The same, with an answer in the chat if it is refused; what is done is told by the notices that follow from it. */
export async function askAndAnswer(
  talk: Conversation,
  asker: Asker,
  command: OperatorCommand,
): Promise<void> {
  const reply = await ask(talk, asker, command);
  if (reply.ok) {
    if (command.type === 'unleash') say(talk, asker, { text: bold(decisionToast(command)) });
  } else if ('faults' in reply) sayFaults(talk, asker, command, reply);
  else answerRefusal(talk, asker, command, reply.rejection);
}

export function sayFaults(
  talk: Conversation,
  asker: Asker,
  { type }: OperatorCommand,
  { path, faults }: FileRefusal,
): void {
  say(talk, asker, { text: faultsMessage(path, faults, type === 'reload' ? type : 'start') });
}

export function answerRefusal(
  talk: Conversation,
  asker: Asker,
  command: OperatorCommand,
  rejection: Rejection,
): void {
  const session = talk.service.read();
  if (rejection.code === 'undo_moved' && 'gate' in command && command.gate !== undefined) {
    const { gate } = command;
    const card = undoMovedCard(command.type === 'redo' ? 'redo' : 'undo', gate, rejection);
    say(talk, asker, card, { shows: { gate, session: session.state === 'open' ? session.id : undefined } });
    return;
  }
  if (rejection.code === 'confirm_needed' && session.state === 'open') {
    const { epoch } = rejection;
    say(talk, asker, stopQuestion({ session, epoch }), { shows: { session: session.id, epoch } });
  } else {
    say(talk, asker, { text: refusalMessage(rejection, session, talk.local, command.type) });
  }
}
