import type { OperatorCommand, WrittenCommand } from '../../core/operator/index.ts';
import type { AskedCall } from '../../core/attempt/index.ts';
import {
  isGateCommand,
  isToCall,
  openGates,
  type AtGate,
  type Rejection,
  type Session,
} from '../../core/session/index.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import type { Wording } from './asked.ts';
import { parseButton } from './buttons.ts';
import type { SentMessages } from './sent-messages.ts';

/** A reply to a card answers what it asks, denies the call it is about, and else is its Retry: with these words. */
export function meantByReply(
  sent: SentMessages,
  words: Wording,
  session: Session,
): OperatorCommand | undefined {
  const text = words.text.trim();
  const gate = gateRepliedTo(sent, words);
  if (gate === undefined || oneLine(text) === '') return undefined;
  switch (kindAsked(sent, session, gate)) {
    case 'question':
      return { type: 'answer', answers: { words: text }, gate };
    case 'permission':
      return { type: 'deny', words: text, gate };
    case undefined:
      return { type: 'retry', words: text, gate };
  }
}

/** Of a gate that is decided, or of a chat that is forgotten, only one of the two knows it. */
function kindAsked(sent: SentMessages, session: Session, id: string): AskedCall['kind'] | undefined {
  const open = openGates(session).find((gate) => gate.id === id);
  if (open?.kind === 'ask') return open.call.kind;
  const shown = sent.callOf(id);
  return shown && (shown.question ? 'question' : 'permission');
}

/** Several calls wait, and a text without a card says none of them. */
export function whichIsMeant(
  session: Session,
  words: Wording,
  command: WrittenCommand,
): Rejection | undefined {
  const gates = openGates(session).map(({ id }) => id);
  const isOpen = words.repliesTo !== undefined || gates.length < 2;
  return isOpen || !isToCall(command) ? undefined : { code: 'which_gate', gates };
}

/** A text is meant for the card that it replies to, or for what its sender could have seen: the newest card above it. */
export function meant(sent: SentMessages, words: Wording, command: WrittenCommand): OperatorCommand {
  const above = sent.above(words.message);
  const repliedTo = words.repliesTo && sent.about(words.repliesTo.message);
  if (isGateCommand(command)) return { ...command, ...boundTo(gateRepliedTo(sent, words) ?? above.gate) };
  const session = repliedTo?.session ?? above.session;
  switch (command.type) {
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

const boundTo = (gate: string | undefined): AtGate =>
  gate === undefined ? { sentAt: BEFORE_ANY_GATE } : { gate };

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
