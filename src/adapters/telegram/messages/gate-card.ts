import type { Evidence, Instant, Outcome } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import { capital } from '../../../core/wording/capital.ts';
import { renewalOf } from '../../../core/wording/gate-reason.ts';
import { isUnstarted, progressLine } from '../../../core/wording/outcome.ts';
import { isWithoutEvidence, NO_EVIDENCE } from '../../../core/wording/project-news.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import { aboutTask } from './about-task.ts';
import { gateCardOf, type GateCard } from './card.ts';
import { endedLines, type EndedLines } from './ended-lines.ts';
import { evidenceInShort } from './evidence-lines.ts';
import { gateButtons } from './gate-buttons.ts';
import { leashOf } from './leash.ts';
import { headOf } from './names.ts';
import { bold, cleanedLine, lines } from './rich-text.ts';
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
  /** Of the attempt before the gate. */
  readonly evidence?: Evidence | undefined;
  readonly now: Instant;
  readonly local: LocalTime;
}

/** What waits, why, what it is about, and how to answer. */
export function gateCard(facts: GateFacts): GateCard {
  const { session, gate, outcome, evidence, now, local } = facts;
  const { text, more } = fitting((room) => {
    const { parts, more: said } = partsOf(facts, room);
    return { text: lines(...parts, leashOf(session, now, local)), more: said };
  });
  const buttons = gateButtons(session, gate, {
    instruction: facts.task !== undefined,
    said: more,
    evidence,
  });
  return gateCardOf(text, whatNow(session, gate, outcome), buttons);
}

function partsOf(facts: GateFacts, room: Room): EndedLines {
  switch (facts.gate.kind) {
    case 'start':
      return { parts: startParts(facts, room), more: false };
    case 'closing':
      return { parts: closingParts(facts, room), more: false };
    case 'doubt':
    case 'failure':
    case 'limit':
      return endedParts(facts, room);
  }
}

function startParts(facts: GateFacts, room: Room): EndedLines['parts'] {
  const { session, gate, task } = facts;
  const opened = { type: 'gate-opened', gate, session: session.id, at: gate.openedAt } as const;
  return [
    bold(`⏸️ ${headOf(session, gate.task)}`),
    renewal(gate, room),
    `Why: ${whyItWaits(session, gate, room)}`,
    shortOf(facts),
    ...aboutTask(task, room),
    isWithoutEvidence(opened, session) ? `⚠️ ${NO_EVIDENCE}` : '',
  ];
}

const closingParts = (facts: GateFacts, room: Room): EndedLines['parts'] => [
  bold('⏸️ Waiting for you before the session ends'),
  renewal(facts.gate, room),
  `Why: ${whyItWaits(facts.session, facts.gate, room)}`,
  shortOf(facts),
  progressLine(facts.session),
];

function endedParts(facts: GateFacts, room: Room): EndedLines {
  const { session, gate, outcome } = facts;
  const isClear = outcome !== undefined && !isUnstarted(outcome);
  const why = isClear ? '' : `Why it waits: ${whyItWaits(session, gate, room, outcome)}`;
  const mark = gate.kind === 'failure' ? '❌' : '⚠️';
  const ended = endedLines(session, gate.task, { ...facts, mark, why: [renewal(gate, room), why] }, room);
  return { ...ended, parts: [...ended.parts, progressLine(session)] };
}

/** What is not as it was on the card before. */
function renewal(gate: Gate, room: Room): string {
  const sentence = renewalOf(gate);
  if (sentence === undefined) return '';
  return cleanedLine(`⚠️ ${capital(sentence)}`, room.sentence);
}

const shortOf = ({ evidence }: GateFacts): string => (evidence ? evidenceInShort(evidence) : '');
