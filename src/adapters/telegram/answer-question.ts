import { callKept } from '../../app/call-kept.ts';
import type { OperatorCommand } from '../../core/operator/index.ts';
import type { Question } from '../../core/permission/index.ts';
import type { AskGate } from '../../core/gate/index.ts';
import { openGates, type OpenSession } from '../../core/session/index.ts';
import type { KeptCall } from '../../app/ports/call-book.ts';
import type { Tap } from './asked.ts';
import type { Button } from './buttons.ts';
import type { Asker, Conversation } from './conversation.ts';
import { decideTap } from './decide-tap.ts';
import { gateButtons } from './messages/gate-buttons.ts';
import { isSimple } from './messages/question-lines.ts';
import { isPicked, pickedBy, ticked, type Picked } from './picks.ts';
import { toast } from './toast.ts';

type AnswerButton = Extract<Button, { kind: 'pick' | 'tick' | 'untick' | 'answer' }>;

interface Answering {
  readonly tap: Tap;
  readonly button: AnswerButton;
}

interface Asked {
  readonly session: OpenSession;
  readonly gate: AskGate;
  readonly kept: KeptCall;
  readonly questions: readonly Question[];
}

const CANNOT_BE_SHOWN = 'What was asked cannot be read any more: reply to the card in your own words.';

/** A tap below a question: it is the answer, or a tick, or says that the ticks are the answer. */
export async function answerQuestion(talk: Conversation, asker: Asker, answering: Answering): Promise<void> {
  const { tap, button } = answering;
  const session = talk.service.read();
  const gate = openGates(session).find(({ id }) => id === button.gate);
  // What is not asked is refused like any other decision.
  if (session.state !== 'open' || gate?.kind !== 'ask') {
    return decideTap(talk, asker, { tap, command: answerOf(button.gate, []) });
  }
  const kept = await callKept(talk.callBook, session.id, gate);
  const asked = kept?.questions && { session, gate, kept, questions: kept.questions };
  if (!asked || !fits(asked, button)) toast(talk, tap, CANNOT_BE_SHOWN, true);
  else if (button.kind === 'answer') await sendTicked(talk, asker, { tap, asked });
  else if (button.kind === 'pick') {
    await decideTap(talk, asker, { tap, command: answerOf(gate.id, answersIn(asked, [button])) });
  } else tick(talk, { tap, asked, button });
}

const fits = (asked: Asked, button: AnswerButton): boolean =>
  button.kind === 'answer' ||
  ((button.kind !== 'pick' || isSimple(asked.questions)) && isThere(asked, button));

const isThere = ({ questions }: Asked, { question, option }: Picked): boolean =>
  questions[question]?.options[option] !== undefined;

function tick(
  talk: Conversation,
  {
    tap,
    asked,
    button,
  }: {
    readonly tap: Tap;
    readonly asked: Asked;
    readonly button: Extract<Button, { kind: 'pick' | 'tick' | 'untick' }>;
  },
): void {
  const { session, gate, kept } = asked;
  const { message } = tap;
  const multiSelect = asked.questions[button.question]?.multiSelect === true;
  const before = talk.picks.of(message, tap.buttons);
  const isOn = button.kind === 'tick';
  talk.picks.keep(message, ticked(before, pickedBy(button), { isOn, multiSelect }));
  toast(talk, tap);
  talk.answers.post(() =>
    talk.desk
      .setButtons(message, () => gateButtons(session, gate, { asked: kept, picks: talk.picks.of(message) }))
      .catch((error: unknown) => {
        // What is to count is what the person sees.
        talk.picks.forget(message);
        throw error;
      }),
  );
}

async function sendTicked(
  talk: Conversation,
  asker: Asker,
  { tap, asked }: { readonly tap: Tap; readonly asked: Asked },
): Promise<void> {
  const picks = talk.picks.of(tap.message, tap.buttons).filter((pick) => isThere(asked, pick));
  const missing = asked.questions.findIndex((_, index) => picks.every(({ question }) => question !== index));
  if (missing < 0) {
    return decideTap(talk, asker, { tap, command: answerOf(asked.gate.id, answersIn(asked, picks)) });
  }
  const which = asked.questions.length > 1 ? ` of question ${missing + 1}` : '';
  toast(talk, tap, `Nothing was sent yet: tick an option${which} first, or reply in your own words.`, true);
}

type Answer = readonly [question: string, answer: string];

const answerOf = (gate: string, answers: readonly Answer[]): OperatorCommand => ({
  type: 'answer',
  answers: { byQuestion: Object.fromEntries(answers) },
  gate,
});

/** Options by their numbers, which are never names, in their order. */
const answersIn = ({ questions }: Asked, picks: readonly Picked[]): readonly Answer[] =>
  questions.map(({ question, options }, index) => {
    const numbers = options.flatMap((_, option) =>
      isPicked(picks, { question: index, option }) ? [`#${option + 1}`] : [],
    );
    return [question, numbers.join(',')] as const;
  });
