import type { Evidence, Instant, Outcome } from '../../../core/attempt/index.ts';
import type { AskGate, Gate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import { capital } from '../../../core/wording/capital.ts';
import { renewalOf } from '../../../core/wording/gate-reason.ts';
import { isUnstarted, progressLine } from '../../../core/wording/outcome.ts';
import { isWithoutEvidence, NO_EVIDENCE } from '../../../core/wording/project-news.ts';
import { usageWarning } from '../../../core/wording/usage-warning.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import { aboutTask } from './about-task.ts';
import type { Picked } from '../picks.ts';
import { askedHead, askLines, wholeAsked } from './ask-card.ts';
import { gateCardOf, type GateCard } from './card.ts';
import { endedLines, type EndedLines } from './ended-lines.ts';
import { evidenceInShort } from './evidence-lines.ts';
import { gateButtons } from './gate-buttons.ts';
import { leashOf } from './leash.ts';
import { headOf } from './names.ts';
import { bold, cleaned, cleanedLine, lines } from './rich-text.ts';
import { fitting, type Room } from './room.ts';
import { whatNow } from './what-now.ts';
import { whyItWaits } from './why.ts';

export interface GateFacts {
  readonly session: OpenSession;
  readonly gate: Gate;
  /** From the kept list; undefined when that is missing. */
  readonly task?: Task | undefined;
  /** Of the attempt that the gate is about, as far as they are known. */
  readonly outcome?: Outcome | undefined;
  readonly record?: AttemptRecord | undefined;
  /** What a call that waits would do; undefined when that is not known for certain. */
  readonly asked?: KeptCall | undefined;
  /** What is ticked on the card. */
  readonly picks?: readonly Picked[] | undefined;
  /** Of the attempt before the gate. */
  readonly evidence?: Evidence | undefined;
  readonly now: Instant;
  readonly local: LocalTime;
}

/** What waits, why, what it is about, and how to answer; `head` is the first line of what Claude asks, where that is another. */
export function gateCard(facts: GateFacts, head?: string): GateCard {
  const { session, gate, outcome, evidence, now, local } = facts;
  const { text, more } = fitting((room) => {
    const { parts, more: said } = partsOf(facts, head, room);
    return { text: lines(...parts, leashOf(session, now, local)), more: said };
  });
  const { asked, picks, task } = facts;
  const buttons = gateButtons(session, gate, {
    ...{ instruction: task !== undefined, said: more && !isWhole(gate), evidence },
    ...{ asked, picks, clock: local(now) },
  });
  const card = gateCardOf(text, whatNow(session, gate, outcome), buttons);
  return more ? { ...card, whole: wholeOf(facts) } : card;
}

/** All of it is sent with the card. */
const isWhole = ({ kind }: Gate): boolean => kind === 'plan' || kind === 'ask';

/** What has to be read before it is decided about comes along in full. */
function wholeOf({ session, gate, asked, record }: GateFacts): GateCard['whole'] {
  if (gate.kind === 'ask') return wholeAsked({ session, gate, asked });
  if (gate.kind !== 'plan' || !record) return undefined;
  return {
    name: `task-${gate.task}-plan.md`,
    content: cleaned(record.finalText),
    caption: `📋 ${headOf(session, gate.task)}: the plan`,
  };
}

function partsOf(facts: GateFacts, head: string | undefined, room: Room): EndedLines {
  switch (facts.gate.kind) {
    case 'start':
      return { parts: startParts(facts, room), more: false };
    case 'closing':
      return { parts: closingParts(facts, room), more: false };
    case 'doubt':
    case 'failure':
    case 'limit':
    case 'plan':
      return endedParts(facts, room);
    case 'ask':
      return askParts(facts, { gate: facts.gate, head }, room);
  }
}

function askParts(
  { session, asked }: GateFacts,
  {
    gate,
    head = `⏸️ ${askedHead(session, gate)}`,
  }: { readonly gate: AskGate; readonly head?: string | undefined },
  room: Room,
): EndedLines {
  const { parts, isCut } = askLines({ session, gate, asked }, { head, anew: renewal(gate, room) }, room);
  return { parts, more: isCut };
}

function startParts(facts: GateFacts, room: Room): EndedLines['parts'] {
  const { session, gate, task, local } = facts;
  const opened = { type: 'gate-opened', gate, session: session.id, at: gate.openedAt } as const;
  return [
    bold(`⏸️ ${headOf(session, gate.task)}`),
    renewal(gate, room),
    `Why: ${whyItWaits(facts, room)}`,
    gate.warning ? `⚠️ ${capital(usageWarning(gate.warning, local))}.` : '',
    shortOf(facts),
    ...aboutTask(task, room),
    isWithoutEvidence(opened, session) ? `⚠️ ${NO_EVIDENCE}` : '',
  ];
}

const closingParts = (facts: GateFacts, room: Room): EndedLines['parts'] => [
  bold('⏸️ Waiting for you before the session ends'),
  renewal(facts.gate, room),
  `Why: ${whyItWaits(facts, room)}`,
  shortOf(facts),
  progressLine(facts.session),
];

function endedParts(facts: GateFacts, room: Room): EndedLines {
  const { session, gate, outcome } = facts;
  const isClear = outcome !== undefined && !isUnstarted(outcome);
  const why = isClear && !isHeld(gate) ? '' : `Why it waits: ${whyItWaits(facts, room)}`;
  const mark = gate.kind === 'failure' ? '❌' : '⚠️';
  const ended = endedLines(session, gate.task, { ...facts, mark, why: [renewal(gate, room), why] }, room);
  return { ...ended, parts: [...ended.parts, progressLine(session)] };
}

/** How the attempt ended does not say when it goes on, nor what a plan is for. */
const isHeld = ({ kind }: Gate): boolean => kind === 'limit' || kind === 'plan';

/** What is not as it was on the card before. */
function renewal(gate: Gate, room: Room): string {
  const sentence = renewalOf(gate);
  if (sentence === undefined) return '';
  return cleanedLine(`⚠️ ${capital(sentence)}`, room.sentence);
}

const shortOf = ({ evidence }: GateFacts): string => (evidence ? evidenceInShort(evidence) : '');
