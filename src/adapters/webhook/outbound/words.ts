import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Outcome } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import { waitingGate } from '../../../core/session/index.ts';
import { oneLine, plainText } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import {
  editedNews,
  isWithoutEvidence,
  NO_EVIDENCE,
  REDONE_NEWS,
  undoneNews,
} from '../../../core/wording/project-news.ts';
import { leashLine } from '../../../core/wording/leash.ts';
import { nameOf } from '../../../core/wording/verify-result.ts';
import { PAST } from '../../../core/wording/decision.ts';
import { reasonOf } from '../../../core/wording/gate-reason.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { endedHow, markOf, progressLine } from '../../../core/wording/outcome.ts';
import { placeAndTitle } from '../../../core/wording/place.ts';
import { because } from '../../../core/wording/stop-cause.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import { whoIs } from '../../../core/wording/who-is.ts';
import { WEBHOOK } from '../channel-name.ts';
import { evidenceAtGate, evidenceLines } from './evidence-lines.ts';
import { head, plain, type Line } from './lines.ts';
import { closingLines, listLines } from './list-lines.ts';
import type { NoticeFacts } from './notice-facts.ts';

/** Telegram takes 4,096 characters; escaping makes some of them longer. */
const LONGEST_QUOTE = 700;
const LOG = { lines: 8, columns: 80 };

/** (Half of a secret is not found any more.) */
const quote = (text: string, { redact }: Pick<NoticeFacts, 'redact'>): readonly Line[] => {
  const words = shortened(plainText(redact(text)).trim(), LONGEST_QUOTE);
  return words === '' ? [] : [{ text: words, look: 'quote' }];
};

/** What a notice says; nothing for what another notice tells. */
export function linesOf(facts: NoticeFacts): readonly Line[] {
  const { notice, session, local } = facts;
  switch (notice.type) {
    case 'session-started':
      return listLines(facts);
    case 'gate-opened':
      return gateLines(facts, notice.gate, '⏸️');
    case 'gate-reminder':
      return gateLines(facts, notice.gate, '⏸️ Still waiting:');
    case 'gate-decided':
      // Who decided over HTTP has the answer already.
      return notice.by.channel === WEBHOOK
        ? []
        : [plain(`▶️ That was ${PAST[notice.decision]} by ${whoIs(notice.by)}.`)];
    case 'attempt-started':
      return [
        head(`⚙️ ${placeAndTitle(session, notice.attempt.task)}`),
        plain(`attempt ${notice.attempt.epoch} runs`),
        ...limits(facts),
      ];
    case 'attempt-adopted':
      return [
        head(
          `⚠️ Attempt ${notice.attempt.epoch} was found running although the state did not know it; it is followed now.`,
        ),
      ];
    case 'attempt-ended':
      return resultLines(facts, notice.task, notice.outcome);
    case 'task-skipped':
      return [head(`⏭️ ${placeAndTitle(session, notice.task)} skipped`)];
    case 'task-undone':
      return [head(`⏭️ ${placeAndTitle(session, notice.task)} undone`), plain(undoneNews(notice))];
    case 'task-redone':
      return [head(`▶️ ${placeAndTitle(session, notice.task)} redone`), plain(REDONE_NEWS)];
    case 'list-edited':
      return [head('⚠️ The task file was edited'), plain(editedNews(notice.changes))];
    case 'not-committed':
      return [
        head(`⚠️ ${placeAndTitle(session, notice.task)} was not committed`),
        plain(oneLine(notice.reason)),
      ];
    case 'stopping':
      return [plain(`⚠️ Ending attempt ${notice.epoch}: ${because(notice.cause)}`)];
    case 'session-paused':
      return [
        head(`⏸️ Paused by ${whoIs(notice.by)} · ${local(notice.at)}`),
        plain('Nothing new starts before the session is resumed.'),
      ];
    case 'session-resumed':
      return [head(`▶️ Resumed by ${whoIs(notice.by)} · ${local(notice.at)}`), plain(waitingNow(session))];
    case 'session-closed':
      return session.state === 'closed' ? closingLines(session, facts) : [];
    case 'channel-refused':
      return [head(`⚠️ ${notice.channel} cannot be told anything`), plain(oneLine(notice.reason))];
  }
}

function gateLines(facts: NoticeFacts, gate: Gate, mark: string): readonly Line[] {
  const { session, record, local } = facts;
  if (session.state !== 'open' || waitingGate(session)?.id !== gate.id) return [];
  const about = gate.kind === 'closing' ? 'Before the session ends' : placeAndTitle(session, gate.task);
  return [
    head(`${mark} ${about}`),
    plain(`Why: ${oneLine(reasonOf(session, gate, record?.outcome))}`),
    ...evidenceAtGate(facts),
    ...subject(facts, gate),
    ...limits(facts),
    plain(`waiting since ${local(gate.openedAt)} · ${progressLine(session)}`),
  ];
}

/** What is decided about, as far as the reason does not say it. */
function subject(facts: NoticeFacts, gate: Gate): readonly Line[] {
  const { task, record, redact } = facts;
  if (gate.kind === 'doubt') return quote(record?.finalText ?? '', facts);
  if (gate.kind !== 'start' || !task) return [];
  const commands = task.verify.map((command) => redact(nameOf(command)));
  return [
    ...quote(task.description ?? task.instruction, facts),
    ...criteriaLines(facts),
    ...listed('Verified afterwards with:', commands),
  ];
}

const criteriaLines = ({ task, redact }: NoticeFacts): readonly Line[] =>
  listed('Done when:', task?.acceptanceCriteria.map((criterion) => redact(oneLine(criterion))) ?? []);

const listed = (title: string, items: readonly string[]): readonly Line[] =>
  items.length === 0
    ? []
    : [plain(shortened([title, ...items.map((item) => `- ${item}`)].join('\n'), LONGEST_QUOTE))];

/** How far it goes without asking, and what cannot be done here. */
function limits({ notice, session, local }: NoticeFacts): readonly Line[] {
  if (session.state !== 'open') return [];
  const leash = leashLine(session, notice.at, local);
  return [
    ...(isWithoutEvidence(notice, session) ? [plain(`⚠️ ${NO_EVIDENCE}`)] : []),
    ...(leash === undefined ? [] : [plain(leash)]),
  ];
}

function resultLines(facts: NoticeFacts, number: number, outcome: Outcome): readonly Line[] {
  const { session, record, local } = facts;
  const done = markOf(outcome) === '✅';
  const reset =
    outcome.kind === 'limited' && outcome.resetsAt !== undefined
      ? ` It resets at ${local(outcome.resetsAt)}.`
      : '';
  return [
    head(
      [`${markOf(outcome)} ${placeAndTitle(session, number)} ${endedHow(outcome)}`, ...effort(outcome)].join(
        ' · ',
      ),
    ),
    ...(done ? [] : [plain(`${oneLine(outcome.sentence)}${reset}`)]),
    ...quote(record?.finalText ?? '', facts),
    ...criteriaLines(facts),
    ...evidenceLines(facts),
    ...(record && outcome.kind !== 'completed' && !isUnverified(outcome) ? endOfLog(record) : []),
    ...limits(facts),
    plain(progressLine(session)),
  ];
}

/** Its log ends well: what did not pass printed something, too. */
const isUnverified = (outcome: Outcome): boolean =>
  outcome.kind === 'failed' && outcome.failure === 'verification';

function endOfLog({ lastLines }: AttemptRecord): readonly Line[] {
  const log = lastLines.slice(-LOG.lines).map((line) => shortened(oneLine(line), LOG.columns));
  return log.length === 0 ? [] : [{ text: log.join('\n'), look: 'code' }];
}
