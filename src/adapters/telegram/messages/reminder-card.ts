import type { AskGate } from '../../../core/gate/index.ts';
import { taskOf } from '../../../core/session/index.ts';
import { since } from '../../../app/local-time.ts';
import { gateCardOf, type GateCard } from './card.ts';
import { askedHead } from './ask-card.ts';
import { gateCard, type GateFacts } from './gate-card.ts';
import { gateButtons } from './gate-buttons.ts';
import { howLong } from './how-long.ts';
import { saidBy } from './left-behind.ts';
import { headOf } from './names.ts';
import { bold, cleanedLine, lines } from './rich-text.ts';
import { leashOf } from './leash.ts';
import { whatNow } from './what-now.ts';
import { whyItWaits } from './why.ts';

const LONGEST_SENTENCE = 300;
const LONGEST_WORDS = 300;

/** Told again because a gate has been waiting for long; answers the same gate. */
export function reminderCard(facts: GateFacts): GateCard {
  if (facts.gate.kind === 'ask') return remindOfAsk(facts, facts.gate);
  const { session, gate, task, record, evidence, local, now } = facts;
  const { said, more } = saidBy('epoch' in gate ? record : undefined, LONGEST_WORDS);
  const waits = waitsSince(facts);
  const about = gate.kind === 'closing' ? 'the end of the session' : headOf(session, gate.task);
  const body = lines(
    bold(`⏸️ Still waiting for you ${waits}: ${about}`),
    because(facts),
    said,
    leashOf(session, now, local),
  );
  const looks = { instruction: task !== undefined, said: more, evidence };
  const buttons = gateButtons(session, gate, { ...looks, clock: local(now) });
  return gateCardOf(body, whatNow(session, gate, facts.outcome), buttons);
}

/** It says all that the card says, so that nothing is allowed that is not shown. */
function remindOfAsk(facts: GateFacts, gate: AskGate): GateCard {
  const head = `⏸️ Still waiting for you ${waitsSince(facts)}: ${askedHead(facts.session, gate)}`;
  return gateCard(facts, head);
}

const waitsSince = ({ gate, local, now }: GateFacts): string =>
  `since ${local(gate.openedAt)} (${howLong(since(gate.openedAt, now))})`;

function because(facts: GateFacts): string {
  const { session, gate, outcome } = facts;
  if (gate.kind === 'start' || gate.kind === 'closing' || gate.kind === 'limit')
    return `Why: ${whyItWaits(facts, { sentence: LONGEST_SENTENCE })}`;
  const sentence = outcome?.sentence ?? taskOf(session, gate.task).result;
  return cleanedLine(sentence ?? '', LONGEST_SENTENCE);
}
