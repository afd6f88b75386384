import type { Outcome } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import { taskOf, type OpenSession } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { endedHow, isUnstarted, markOf, progressLine } from '../../../core/wording/outcome.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import { aboutTask } from './about-task.ts';
import { gateCardOf, type GateCard } from './card.ts';
import { gateButtons } from './gate-buttons.ts';
import { endOfLog, saidBy, sentencesOf, tracesOf } from './left-behind.ts';
import { headOf } from './names.ts';
import { bold, cleanedLine, lines, quote, type Rich } from './rich-text.ts';
import { leashLine, whatNow } from './what-now.ts';
import { whyItWaits } from './why.ts';

const LONGEST_QUESTION = 1_500;
const LONGEST_WORDS = 300;
const LONGEST_SENTENCE = 300;

export interface GateFacts {
  readonly session: OpenSession;
  readonly gate: Gate;
  /** From the kept list; undefined when that is missing. */
  readonly task?: Task | undefined;
  /** Of the attempt that the gate is about, as far as they are known. */
  readonly outcome?: Outcome | undefined;
  readonly record?: AttemptRecord | undefined;
  readonly local: LocalTime;
}

/** What waits, why, what it is about, and how to answer. */
export function gateCard(facts: GateFacts): GateCard {
  const { session, gate } = facts;
  switch (gate.kind) {
    case 'start':
      return startCard(facts);
    case 'closing':
      return card(facts, [
        bold('⏸️ Waiting for you before the session ends'),
        `Why: ${whyItWaits(session, gate)}`,
        progressLine(session),
      ]);
    case 'doubt':
      return doubtCard(facts);
    case 'failure':
    case 'limit':
      return endedCard(facts);
  }
}

function startCard(facts: GateFacts): GateCard {
  const { session, gate, task } = facts;
  const parts = [
    bold(`⏸️ ${headOf(session, gate.task)}`),
    `Why: ${whyItWaits(session, gate)}`,
    ...aboutTask(task),
  ];
  return card(facts, parts, { instruction: task !== undefined });
}

/** The question itself is what is decided about: as much of it as fits. */
function doubtCard(facts: GateFacts): GateCard {
  const { session, gate, record } = facts;
  const outcome = facts.outcome ?? record?.outcome;
  const { said, more } = saidBy(record, LONGEST_QUESTION, quote);
  const parts = [
    bold(`⚠️ ${headOf(session, gate.task)}`),
    ['ended with a question', ...effort(outcome ?? {})].join(' · '),
    said.text === '' ? 'What Claude asked cannot be read: /logs shows the end of its log.' : said,
    ...tracesOf(record),
    progressLine(session),
  ];
  return card(facts, parts, { said: more });
}

function endedCard(facts: GateFacts): GateCard {
  const { session, gate, record, local } = facts;
  const outcome = facts.outcome ?? record?.outcome;
  const { said, more } = saidBy(record, LONGEST_WORDS);
  const parts = [
    bold(`${outcome ? markOf(outcome) : '❌'} ${headOf(session, gate.task)}`),
    ...(outcome
      ? [[endedHow(outcome), ...effort(outcome)].join(' · '), ...sentencesOf(outcome, local)]
      : [cleanedLine(taskOf(session, gate.task).result ?? '', LONGEST_SENTENCE)]),
    !outcome || isUnstarted(outcome) ? `Why it waits: ${whyItWaits(session, gate, outcome)}` : '',
    ...tracesOf(record),
    ...lastWords(outcome, record, said),
    progressLine(session),
  ];
  return card(facts, parts, { said: more });
}

/** What Claude said last stands at the end of its log, too. */
function lastWords(
  outcome: Outcome | undefined,
  record: AttemptRecord | undefined,
  said: Rich,
): readonly (Rich | string)[] {
  const log = record && outcome?.kind !== 'limited' ? endOfLog(record) : [];
  if (log.length > 0) return log;
  return said.text === '' ? [] : ['Claude said last:', said];
}

const card = (
  { session, gate }: GateFacts,
  parts: readonly (Rich | string)[],
  more?: Parameters<typeof gateButtons>[2],
): GateCard =>
  gateCardOf(lines(...parts, leashLine(session)), whatNow(session, gate), gateButtons(session, gate, more));
