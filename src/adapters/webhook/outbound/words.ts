import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Attempt, Outcome } from '../../../core/attempt/index.ts';
import { waitingGate, type Notice } from '../../../core/session/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { KEPT, WITHDRAWN } from '../../../core/wording/asked-call.ts';
import { capital } from '../../../core/wording/capital.ts';
import { PAST } from '../../../core/wording/decision.ts';
import { goesOn, isToldElsewhere } from '../../../core/wording/hold.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { endedHow, markOf, progressLine } from '../../../core/wording/outcome.ts';
import { placeAndTitle } from '../../../core/wording/place.ts';
import { editedNews, REDONE_NEWS, undoneNews } from '../../../core/wording/project-news.ts';
import { because } from '../../../core/wording/stop-cause.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import { whoIs } from '../../../core/wording/who-is.ts';
import { WEBHOOK } from '../channel-name.ts';
import { evidenceLines } from './evidence-lines.ts';
import { gateLines, waitsOn } from './gate-lines.ts';
import { head, plain, type Line } from './lines.ts';
import { closingLines, listLines } from './list-lines.ts';
import type { NoticeFacts } from './notice-facts.ts';
import { criteriaLines, limits, quote } from './task-lines.ts';

const LOG = { lines: 8, columns: 80 };

/** What a notice says; nothing for what another notice tells. */
export function linesOf(facts: NoticeFacts): readonly Line[] {
  const { notice, session, local } = facts;
  switch (notice.type) {
    case 'session-started':
      return listLines(facts);
    case 'gate-opened':
      return gateLines(facts);
    case 'gate-reminder':
      return gateLines(facts, '⏸️ Still waiting:');
    case 'ask-kept':
      return session.state === 'open' ? waitsOn(facts, session, KEPT) : [];
    case 'limit-postponed':
      return session.state === 'open' ? waitsOn(facts, session, goesOn(notice.gate, local)) : [];
    case 'asks-withdrawn':
      return [plain(`⏭️ ${capital(WITHDRAWN)}.`)];
    case 'gate-decided':
      return isNews(notice) ? [plain(`▶️ That was ${PAST[notice.decision]} by ${whoIs(notice.by)}.`)] : [];
    case 'attempt-started':
      return startedLines(facts, notice.attempt);
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

/** Who decided over HTTP has the answer already; that a hold-up is over shows in what comes next. */
const isNews = ({ decision, by }: Extract<Notice, { type: 'gate-decided' }>): boolean =>
  by.channel !== WEBHOOK && !(decision === 'retry' && by.channel === 'greenlight');

/** One that only looks whether a hold-up is over is nothing to tell. */
function startedLines(
  facts: NoticeFacts,
  { task, epoch, patience, mode, carriesOut }: Attempt,
): readonly Line[] {
  if (patience) return [];
  const what =
    mode === 'plan'
      ? 'looks and says what it would do'
      : carriesOut === true
        ? 'carries out the plan'
        : 'runs';
  return [
    head(`⚙️ ${placeAndTitle(facts.session, task)}`),
    plain(`attempt ${epoch} ${what}`),
    ...limits(facts),
  ];
}

function resultLines(facts: NoticeFacts, number: number, outcome: Outcome): readonly Line[] {
  const { session, record, local } = facts;
  if (isToldElsewhere(outcome, waitingGate(session))) return [];
  const isPlan = outcome.kind === 'planned';
  return [
    head(
      [`${markOf(outcome)} ${placeAndTitle(session, number)} ${endedHow(outcome)}`, ...effort(outcome)].join(
        ' · ',
      ),
    ),
    ...sentences(outcome, local),
    ...(isPlan ? [] : [...quote(record?.finalText ?? '', facts), ...criteriaLines(facts)]),
    ...evidenceLines(facts),
    ...(record && !endedWell(outcome) ? endOfLog(record) : []),
    ...limits(facts),
    plain(progressLine(session)),
  ];
}

/** A sentence that says nothing which the head does not say is left out. */
function sentences(outcome: Outcome, local: NoticeFacts['local']): readonly Line[] {
  if (markOf(outcome) === '✅' || outcome.kind === 'planned') return [];
  const isLimit = outcome.kind === 'limited' && outcome.resetsAt !== undefined;
  return [plain(`${oneLine(outcome.sentence)}${isLimit ? ` It resets at ${local(outcome.resetsAt)}.` : ''}`)];
}

/** Its log ends well: what did not pass printed something, too. */
const endedWell = (outcome: Outcome): boolean =>
  outcome.kind === 'completed' ||
  outcome.kind === 'planned' ||
  (outcome.kind === 'failed' && outcome.failure === 'verification');

function endOfLog({ lastLines }: AttemptRecord): readonly Line[] {
  const log = lastLines.slice(-LOG.lines).map((line) => shortened(oneLine(line), LOG.columns));
  return log.length === 0 ? [] : [{ text: log.join('\n'), look: 'code' }];
}
