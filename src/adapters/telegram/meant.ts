import type { OperatorCommand, WrittenCommand } from '../../core/operator/index.ts';
import type { Wording } from './asked.ts';
import { parseButton } from './buttons.ts';
import type { SentMessages } from './sent-messages.ts';

/** A reply to a card that offers Retry is that Retry with these words. */
export function retryByReply(sent: SentMessages, { repliesTo, text }: Wording): OperatorCommand | undefined {
  const words = text.trim();
  if (!repliesTo || words === '') return undefined;
  const inButtons = repliesTo.data.map(parseButton).find((button) => button?.kind === 'retry');
  const gate =
    sent.about(repliesTo.message)?.gate ?? (inButtons?.kind === 'retry' ? inButtons.gate : undefined);
  return gate === undefined ? undefined : { type: 'retry', words, gate };
}

/** A text is meant for what its sender could have seen: the newest card above it. */
export function meant(
  sent: SentMessages,
  { message, sentAtMs }: Wording,
  command: WrittenCommand,
): OperatorCommand {
  const { gate, session, epoch } = sent.above(message);
  switch (command.type) {
    case 'approve':
    case 'skip':
    case 'retry':
      return gate === undefined ? { ...command, sentAt: endOfSecond(sentAtMs) } : { ...command, gate };
    case 'pause':
    case 'resume':
      return { ...command, session };
    case 'stop':
      // "Confirm" is about the attempt that was shown, never about one that began meanwhile.
      return { ...command, session, confirm: command.confirm === true ? epoch : undefined };
  }
}

const LAST_MS = 999;
const endOfSecond = (ms: number): string => new Date(ms + LAST_MS).toISOString();
