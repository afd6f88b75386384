import type { OperatorCommand, WrittenCommand } from '../../core/operator/index.ts';
import type { Wording } from './asked.ts';
import { parseButton } from './buttons.ts';
import type { SentMessages } from './sent-messages.ts';

/** A reply to a card that offers Retry is that Retry with these words. */
export function retryByReply(sent: SentMessages, words: Wording): OperatorCommand | undefined {
  const text = words.text.trim();
  const gate = gateRepliedTo(sent, words);
  return gate === undefined || text === '' ? undefined : { type: 'retry', words: text, gate };
}

/** A text is meant for the card that it replies to, or for what its sender could have seen: the newest card above it. */
export function meant(sent: SentMessages, words: Wording, command: WrittenCommand): OperatorCommand {
  const above = sent.above(words.message);
  const repliedTo = words.repliesTo && sent.about(words.repliesTo.message);
  const session = repliedTo?.session ?? above.session;
  switch (command.type) {
    case 'approve':
    case 'skip':
    case 'retry':
    case 'undo':
    case 'redo':
    case 'reload': {
      const gate = gateRepliedTo(sent, words) ?? above.gate;
      return gate === undefined ? { ...command, sentAt: BEFORE_ANY_GATE } : { ...command, gate };
    }
    case 'pause':
    case 'resume':
    case 'unleash':
      return { ...command, session };
    case 'stop': {
      // "Confirm" is about the attempt that was shown, never about one that began meanwhile.
      const epoch = repliedTo?.epoch ?? above.epoch;
      return { ...command, session, confirm: command.confirm === true ? epoch : undefined };
    }
  }
}

/** Of somebody who was shown no gate yet. */
const BEFORE_ANY_GATE = '1970-01-01T00:00:00.000Z';

/** When the chat is not remembered, the card's buttons still tell. */
function gateRepliedTo(sent: SentMessages, { repliesTo }: Wording): string | undefined {
  if (!repliesTo) return undefined;
  const inButtons = repliesTo.data.map(parseButton).find((button) => button && 'gate' in button);
  return (
    sent.about(repliesTo.message)?.gate ?? (inButtons && 'gate' in inButtons ? inButtons.gate : undefined)
  );
}
