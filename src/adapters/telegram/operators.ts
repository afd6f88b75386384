import type { Log } from '../../app/ports/log.ts';
import type { Instant } from '../../core/attempt/index.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { shortened } from '../../core/text/shortened.ts';

/** Somebody who wrote or tapped, and where. */
export interface Sender {
  /** Undefined for somebody who writes as the group or as a channel. */
  readonly user: number | undefined;
  readonly name: string;
  readonly chat: number | undefined;
}

export interface OperatorsDeps {
  readonly operators: readonly number[];
  readonly chatId: number;
  readonly log: Log;
  readonly now: () => Instant;
}

const HOUR_MS = 3_600_000;
/** Of whom it is remembered when they were last logged; more than these are not logged in the same hour. */
const MOST_STRANGERS = 100;
const NAME_LENGTH = 60;
const ANONYMOUS =
  'who writes as the group or as a channel cannot be told from others: an admin turns "Remain anonymous" off';

/** Whether a person may decide here: by their own id, in the chat that is configured. Anybody else is logged now and then. */
export function createOperators({ operators, chatId, log, now }: OperatorsDeps): (sender: Sender) => boolean {
  const logged = new Map<number, number>();

  function tell({ user, name, chat }: Sender): void {
    const key = user ?? chat ?? 0;
    const at = Date.parse(now());
    for (const [other, then] of logged) if (Math.abs(at - then) >= HOUR_MS) logged.delete(other);
    if (logged.has(key) || logged.size >= MOST_STRANGERS) return;
    logged.set(key, at);
    log.warn('somebody who may not decide here wrote to the bot or tapped', {
      user,
      name: shortened(oneLine(name), NAME_LENGTH),
      chat,
      hint: hintFor(user),
    });
  }

  function hintFor(user: number | undefined): string {
    if (user === undefined) return ANONYMOUS;
    return operators.includes(user)
      ? `an operator, but in another chat: telegram.chat_id is ${chatId}`
      : 'to allow them, add the user id to telegram.operators';
  }

  return (sender) => {
    const allowed = sender.chat === chatId && sender.user !== undefined && operators.includes(sender.user);
    if (!allowed) tell(sender);
    return allowed;
  };
}
