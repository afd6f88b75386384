import { taskOf } from '../../../core/session/index.ts';
import { since } from '../../../app/local-time.ts';
import { gateCardOf, type GateCard } from './card.ts';
import type { GateFacts } from './gate-card.ts';
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
  const { session, gate, task, record, evidence, local, now } = facts;
  const { said, more } = saidBy('epoch' in gate ? record : undefined, LONGEST_WORDS);
  const waits = `since ${local(gate.openedAt)} (${howLong(since(gate.openedAt, now))})`;
  const about = gate.kind === 'closing' ? 'the end of the session' : headOf(session, gate.task);
  const body = lines(
    bold(`⏸️ Still waiting for you ${waits}: ${about}`),
    because(facts),
    said,
    leashOf(session, now, local),
  );
  const buttons = gateButtons(session, gate, { instruction: task !== undefined, said: more, evidence });
  return gateCardOf(body, whatNow(session, gate, facts.outcome), buttons);
}

function because({ session, gate, outcome }: GateFacts): string {
  if (gate.kind === 'start' || gate.kind === 'closing')
    return `Why: ${whyItWaits(session, gate, { sentence: LONGEST_SENTENCE })}`;
  const sentence = outcome?.sentence ?? taskOf(session, gate.task).result;
  return cleanedLine(sentence ?? '', LONGEST_SENTENCE);
}
