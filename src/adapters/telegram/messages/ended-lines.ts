import type { Evidence, Outcome } from '../../../core/attempt/index.ts';
import { taskOf } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { endedHow, markOf } from '../../../core/wording/outcome.ts';
import { place, type Tasks } from '../../../core/wording/place.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import { doneWhen } from './about-task.ts';
import { evidenceLines } from './evidence-lines.ts';
import { endOfLog, saidBy, sentencesOf, tracesOf } from './left-behind.ts';
import { shortTitleOf } from './names.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleanedLine, quote, type Rich } from './rich-text.ts';
import type { Room } from './room.ts';

/** Of an attempt that ended, as far as it is known. */
export interface EndedFacts {
  readonly outcome?: Outcome | undefined;
  readonly record?: AttemptRecord | undefined;
  readonly evidence?: Evidence | undefined;
  /** What it was to do, from the kept list. */
  readonly task?: Task | undefined;
  readonly local: LocalTime;
}

export interface EndedLines {
  readonly parts: readonly (Rich | string)[];
  /** Claude said more than that. */
  readonly more: boolean;
}

/** What happened, what Claude says of it, and what shows whether that is so; `why` it waits, if it does, and the `mark` of what is not known better. */
export function endedLines(
  session: Tasks,
  number: number,
  facts: EndedFacts & { readonly why?: readonly string[]; readonly mark?: '❌' | '⚠️' },
  room: Room,
): EndedLines {
  const { outcome, record, evidence, task, why = [], mark = '❌' } = facts;
  const head = outcome
    ? headlineOf(session, number, outcome)
    : `${mark} ${place(session, number)} is not done`;
  const shown = evidence && withoutSaid(evidence, outcome);
  const before = [bold(head), outsideWords(shortTitleOf(session, number)), ...why];
  const proof = [
    ...evidenceLines(shown, room),
    ...tracesOf(record, { files: evidence?.changes === undefined, refused: room.refused }),
  ];
  if (!isSaidDone(outcome)) {
    const { parts, more } = lastWords(facts, room);
    return { parts: [...before, ...happened(session, number, facts, room), ...proof, ...parts], more };
  }
  const { parts, more } = claim(facts, room);
  const criteria = task ? doneWhen(task, room) : [];
  return {
    parts: [...before, ...happened(session, number, facts, room), ...parts, ...criteria, ...proof],
    more,
  };
}

/** `✅ Task 1/3 done · 2:31 · $0.21 · 14 turns`. */
const headlineOf = (session: Tasks, task: number, outcome: Outcome): string =>
  [`${markOf(outcome)} ${place(session, task)} ${endedHow(outcome)}`, ...effort(outcome)].join(' · ');

/** Claude called it done, whatever came out of that. */
const isSaidDone = (outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'completed' || isUnverified(outcome);

/** That nothing changed says the headline. */
const withoutSaid = (evidence: Evidence, outcome: Outcome | undefined): Evidence =>
  outcome?.kind === 'completed' && outcome.unchanged === true
    ? { ...evidence, changes: undefined }
    : evidence;

const isUnverified = (outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'failed' && outcome.failure === 'verification';

function happened(
  session: Tasks,
  number: number,
  { outcome, evidence, local }: Pick<EndedFacts, 'outcome' | 'evidence' | 'local'>,
  room: Room,
): readonly string[] {
  if (!outcome) return [cleanedLine(taskOf(session, number).result ?? '', room.sentence)];
  // The evidence says it all.
  if ((evidence && isUnverified(outcome)) || outcome.kind === 'planned') return [];
  return sentencesOf(outcome, local, room.sentence);
}

/** What Claude says of what it did, or asks. */
function claim({ outcome, record }: EndedFacts, room: Room): EndedLines {
  const asks = outcome?.kind === 'completed' && outcome.asks;
  const { said, more } = asks ? saidBy(record, room.question, quote) : saidBy(record, room.words);
  const unread = asks && said.text === '';
  return {
    parts: [unread ? 'What Claude asked cannot be read: /logs shows the end of its log.' : said],
    more,
  };
}

const UNREADABLE_PLAN = '⚠️ The plan cannot be read: have it made again with a reply.';

/** What Claude said last stands at the end of its log, too. */
function lastWords({ outcome, record }: EndedFacts, room: Room): EndedLines {
  if (outcome?.kind === 'planned') {
    const { said, more } = saidBy(record, room.question);
    return { parts: said.text === '' ? [UNREADABLE_PLAN] : ['The plan:', said], more };
  }
  const { said, more } = saidBy(record, room.words);
  const log = record && outcome?.kind !== 'limited' ? endOfLog(record, room.logLines) : [];
  if (log.length > 0) return { parts: log, more };
  return { parts: said.text === '' ? [] : ['Claude said last:', said], more };
}
