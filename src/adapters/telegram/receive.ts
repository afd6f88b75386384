import type { Context } from 'grammy';
import type { Log } from '../../app/ports/log.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { shortened } from '../../core/text/shortened.ts';
import { answerTap } from './answer-tap.ts';
import { answerWords } from './answer-words.ts';
import { NotStored } from './ask.ts';
import { readUpdate } from './asked.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { notStored } from './messages/not-stored.ts';
import { plain } from './messages/rich-text.ts';
import type { Sender } from './operators.ts';

export interface ReceiverDeps {
  readonly talk: Conversation;
  readonly allowed: (sender: Sender) => boolean;
  readonly log: Log;
}

const NAME_LENGTH = 60;
const FAILED = '❌ That failed, and nothing was changed; the log says why.';

/** Does what an update asks for; resolves when that is stored, and rejects, with nothing changed, when it cannot be. */
export function createReceiver({ talk, allowed, log }: ReceiverDeps): (context: Context) => Promise<void> {
  let told = false;

  function tellNotStored(asker: Asker, error: NotStored): void {
    if (told) return;
    told = true;
    log.error('what an operator asked for could not be stored; it is tried again', { error: error.cause });
    say(talk, asker, { text: plain(notStored()) });
  }

  return async ({ update, me }) => {
    const asked = readUpdate(update, me);
    if (asked.kind === 'nothing' || !allowed(asked.person)) return;
    const { user, name } = asked.person;
    const asker: Asker = {
      by: {
        channel: 'telegram',
        name: shortened(oneLine(name), NAME_LENGTH) || 'somebody',
        id: String(user),
      },
      request: `telegram:${me.id}:${update.update_id}`,
      topic: asked.topic,
    };
    try {
      await (asked.kind === 'tap' ? answerTap(talk, asker, asked) : answerWords(talk, asker, asked));
      told = false;
    } catch (error) {
      if (error instanceof NotStored) {
        tellNotStored(asker, error);
        throw error;
      }
      // Tried again it would fail again, and hold up everything behind it.
      log.error('an update could not be dealt with', { update: update.update_id, error });
      say(talk, asker, { text: plain(FAILED) });
    }
  };
}
