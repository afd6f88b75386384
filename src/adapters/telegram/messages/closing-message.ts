import { fmt } from '@grammyjs/parse-mode';
import type { ClosedSession, TaskRecord } from '../../../core/session/index.ts';
import { formatDuration } from '../../../core/text/duration.ts';
import { countsOf, STATUS } from '../../../core/wording/closing.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { since } from '../../../app/local-time.ts';
import { outsideWords } from './outside-words.ts';
import { bold, code, cleanedLine, lines, type Rich } from './rich-text.ts';

const LONGEST_TITLE = 60;
const LONGEST_PATH = 500;

/** What the session came to: every task, the sums, and where to read more; a long list has to be split. */
export function closingMessage(session: ClosedSession, logs: string): Rich {
  const { tasks, id, file, how, startedAt, closedAt } = session;
  const head = how === 'completed' ? `✅ Session ${id} is finished` : `⏸️ Session ${id} was stopped`;
  return lines(
    bold(`${head}: ${countsOf(tasks)}`),
    ...tasks.map(taskLine),
    `Work: ${[...effort(sums(tasks)), `${formatDuration(since(startedAt, closedAt))} from start to end`].join(' · ')}`,
    outsideWords(`📜 Logs: ${cleanedLine(logs, LONGEST_PATH)}`),
    how === 'completed'
      ? "/start begins with today's list."
      : fmt`${code(`/start ${cleanedLine(file, LONGEST_PATH)}`)} begins it anew.`,
  );
}

function taskLine({ number, title, status, epoch, durationMs, waitedMs, costUsd }: TaskRecord): string {
  const [mark = '', ...words] = STATUS[status].split(' ');
  return [
    `${mark} ${number}. ${cleanedLine(title, LONGEST_TITLE)}`,
    // One mark stands for several of these.
    ...(status === 'completed' ? [] : [words.join(' ')]),
    ...(epoch === undefined ? [] : effort({ durationMs, waitedMs, costUsd })),
  ].join(' · ');
}

const sums = (
  tasks: readonly TaskRecord[],
): Readonly<Record<'durationMs' | 'waitedMs' | 'costUsd' | 'turns', number>> =>
  tasks.reduce(
    (all, task) => ({
      durationMs: all.durationMs + task.durationMs,
      waitedMs: all.waitedMs + (task.waitedMs ?? 0),
      costUsd: all.costUsd + task.costUsd,
      turns: all.turns + task.turns,
    }),
    { durationMs: 0, waitedMs: 0, costUsd: 0, turns: 0 },
  );
