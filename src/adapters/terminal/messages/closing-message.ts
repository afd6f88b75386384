import { formatDuration } from '../../../core/text/duration.ts';
import type { ClosedSession, TaskRecord } from '../../../core/session/index.ts';
import { since } from '../../../app/local-time.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import type { Style } from '../style.ts';
import { countsOf, STATUS } from '../../../core/wording/closing.ts';
import { money, waitedForYou } from '../../../core/wording/numbers.ts';

const TITLE_WIDTH = 60;
const SECOND_MS = 1000;

/** What the session came to: every task, the sums, and where to read more. */
export function closingMessage(session: ClosedSession, logs: string, style: Style): readonly string[] {
  const { tasks, id, how, startedAt, closedAt } = session;
  const head =
    how === 'completed'
      ? `✅ Session ${id} is finished: ${countsOf(tasks)}`
      : `⏸️ Session ${id} was stopped: ${countsOf(tasks)}`;
  return [
    style.bold(`${head} · ${formatDuration(since(startedAt, closedAt))} from start to end`),
    ...table(tasks),
    `📜 Logs: ${oneLine(logs)}`,
  ];
}

function table(tasks: readonly TaskRecord[]): readonly string[] {
  const sum = (of: (task: TaskRecord) => number): number =>
    tasks.reduce((total, task) => total + of(task), 0);
  const waitedMs = sum((task) => task.waitedMs ?? 0);
  const rows = [
    ['task', 'time', 'cost', 'turns', ''],
    ...tasks.map((task) => [...cells(String(task.number), task), statusAndTitle(task)]),
    [
      ...cells('all', {
        durationMs: sum((task) => task.durationMs),
        waitedMs,
        costUsd: sum((task) => task.costUsd),
        turns: sum((task) => task.turns),
        epoch: 0,
      }),
      waitedMs < SECOND_MS ? '' : `and ${waitedForYou(waitedMs)}`,
    ],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    `   ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function cells(
  name: string,
  {
    durationMs,
    waitedMs = 0,
    costUsd,
    turns,
    epoch,
  }: Pick<TaskRecord, 'durationMs' | 'waitedMs' | 'costUsd' | 'turns' | 'epoch'>,
): readonly string[] {
  return epoch === undefined
    ? [name, '-', '-', '-']
    : [name, formatDuration(Math.max(0, durationMs - waitedMs)), money(costUsd), String(turns)];
}

const statusAndTitle = (task: TaskRecord): string =>
  `${STATUS[task.status]}: ${shortened(oneLine(task.title), TITLE_WIDTH)}`;
