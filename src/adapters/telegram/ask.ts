import type { FileRefusal } from '../../app/session-service.ts';
import type { Reply } from '../../app/project-state.ts';
import type { OperatorCommand } from '../../core/operator/index.ts';
import type { Rejection } from '../../core/session/index.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { faultsMessage } from './messages/faults-message.ts';
import { refusalMessage } from './messages/refusal-message.ts';
import { stopQuestion } from './messages/stop-question.ts';

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
  if (reply.ok) return;
  if ('faults' in reply) say(talk, asker, { text: faultsMessage(reply.path, reply.faults) });
  else answerRefusal(talk, asker, reply.rejection);
}

export function answerRefusal(talk: Conversation, asker: Asker, rejection: Rejection): void {
  const session = talk.service.read();
  if (rejection.code === 'confirm_needed' && session.state === 'open') {
    const { epoch } = rejection;
    say(talk, asker, stopQuestion({ session, epoch }), { shows: { session: session.id, epoch } });
  } else {
    say(talk, asker, { text: refusalMessage(rejection, session, talk.local) });
  }
}
