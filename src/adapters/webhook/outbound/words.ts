import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Outcome } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import { oneLine, plainText } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { countsOf, STATUS } from '../../../core/wording/closing.ts';
import { PAST } from '../../../core/wording/decision.ts';
import { reasonOf } from '../../../core/wording/gate-reason.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { endedHow, markOf, progressLine } from '../../../core/wording/outcome.ts';
import { placeAndTitle, titleOf } from '../../../core/wording/place.ts';
import { because } from '../../../core/wording/stop-cause.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import { whoIs } from '../../../core/wording/who-is.ts';
import type { ClosedSession } from '../../../core/session/index.ts';
import { WEBHOOK } from '../channel-name.ts';
import type { Line } from './lines.ts';
import type { NoticeFacts } from './notice-facts.ts';

/** Telegram takes 4,096 characters; escaping makes some of them longer. */
const LONGEST_QUOTE = 700;
const LONGEST_TITLE = 120;
const MOST_TASKS = 30;
const MOST_FILES = 8;
const LOG = { lines: 8, columns: 80 };

const head = (text: string): Line => ({ text: oneLine(text), look: 'head' });
const plain = (text: string): Line => ({ text });
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

function listLines({ session, redact }: NoticeFacts): readonly Line[] {
  const { tasks } = session;
  const shown = tasks
    .slice(0, MOST_TASKS)
    .map(({ number }) => `${number}. ${shortened(redact(titleOf(session, number)), LONGEST_TITLE)}`);
  const more = tasks.length - shown.length;
  return [
    head(`📋 ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'} from ${session.file}`),
    plain(shown.join('\n')),
    ...(more > 0 ? [plain(`… and ${more} more`)] : []),
  ];
}

function gateLines(facts: NoticeFacts, gate: Gate, mark: string): readonly Line[] {
  const { session, record, local } = facts;
  const present =
    session.state === 'open' && session.phase.name === 'waiting' ? session.phase.gate : undefined;
  if (session.state !== 'open' || present?.id !== gate.id) return [];
  const about = gate.kind === 'closing' ? 'Before the session ends' : placeAndTitle(session, gate.task);
  return [
    head(`${mark} ${about}`),
    plain(`Why: ${oneLine(reasonOf(session, gate, record?.outcome))}`),
    ...subject(facts, gate),
    plain(`waiting since ${local(gate.openedAt)} · ${progressLine(session)}`),
  ];
}

/** What is decided about, as far as the reason does not say it. */
function subject(facts: NoticeFacts, gate: Gate): readonly Line[] {
  const { task, record, redact } = facts;
  if (gate.kind === 'doubt') return quote(record?.finalText ?? '', facts);
  if (gate.kind !== 'start' || !task) return [];
  const criteria = task.acceptanceCriteria.map((criterion) => `- ${redact(oneLine(criterion))}`);
  return [
    ...quote(task.description ?? task.instruction, facts),
    ...(criteria.length > 0 ? [plain(shortened(['Done when:', ...criteria].join('\n'), LONGEST_QUOTE))] : []),
  ];
}

function resultLines(facts: NoticeFacts, number: number, outcome: Outcome): readonly Line[] {
  const { session, record, local } = facts;
  const done = outcome.kind === 'completed' && !outcome.asks;
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
    ...(record ? traces(record, done) : []),
    plain(progressLine(session)),
  ];
}

function traces({ filesTouched, lastLines }: AttemptRecord, done: boolean): readonly Line[] {
  const files = filesTouched.slice(0, MOST_FILES).map(oneLine);
  const more = filesTouched.length - files.length;
  const log = lastLines.slice(-LOG.lines).map((line) => shortened(oneLine(line), LOG.columns));
  return [
    ...(files.length > 0 ? [plain(`Files: ${files.join(', ')}${more > 0 ? ` and ${more} more` : ''}`)] : []),
    ...(done || log.length === 0 ? [] : [{ text: log.join('\n'), look: 'code' } as const]),
  ];
}

function closingLines(session: ClosedSession, { logsFolder, redact }: NoticeFacts): readonly Line[] {
  const { tasks, id, how } = session;
  const shown = tasks
    .slice(0, MOST_TASKS)
    .map(
      ({ number, title, status }) =>
        `${STATUS[status]}: ${number}. ${shortened(redact(oneLine(title)), LONGEST_TITLE)}`,
    );
  const more = tasks.length - shown.length;
  return [
    head(
      `${how === 'completed' ? '✅' : '⏸️'} Session ${id} ${how === 'completed' ? 'is finished' : 'was stopped'}: ${countsOf(tasks)}`,
    ),
    plain(shown.join('\n')),
    ...(more > 0 ? [plain(`… and ${more} more`)] : []),
    plain(`📜 Logs: ${oneLine(logsFolder)}`),
  ];
}
