import { formatDuration } from '../../../core/text/duration.ts';
import type { ClosedSession, TaskRecord, TaskStatus } from '../../../core/session/index.ts';
import { since } from '../local-time.ts';
import { oneLine, shortened } from '../plain-text.ts';
import type { Style } from '../style.ts';
import { enumerated, money } from './numbers.ts';

const TITLE_WIDTH = 60;

const STATUS: Readonly<Record<TaskStatus, string>> = {
  completed: '✅ done',
  skipped: '⏭️ skipped',
  failed: '❌ failed',
  interrupted: '⚠️ unfinished',
  pending: '⏭️ not begun',
  running: '⚠️ unfinished',
  blocked: '⏭️ not begun',
};

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

function countsOf(tasks: readonly TaskRecord[]): string {
  const count = (...statuses: readonly TaskStatus[]): number =>
    tasks.filter((task) => statuses.includes(task.status)).length;
  const parts = [
    [count('completed'), 'done'],
    [count('skipped'), 'skipped'],
    [count('failed'), 'failed'],
    [count('interrupted', 'running'), 'unfinished'],
    [count('pending', 'blocked'), 'not begun'],
  ] as const;
  return enumerated(parts.flatMap(([n, what]) => (n > 0 ? [`${n} ${what}`] : [])));
}

function table(tasks: readonly TaskRecord[]): readonly string[] {
  const sum = (of: (task: TaskRecord) => number): number =>
    tasks.reduce((total, task) => total + of(task), 0);
  const rows = [
    ['task', 'time', 'cost', 'turns', ''],
    ...tasks.map((task) => [...cells(String(task.number), task), statusAndTitle(task)]),
    [
      ...cells('all', {
        durationMs: sum((task) => task.durationMs),
        costUsd: sum((task) => task.costUsd),
        turns: sum((task) => task.turns),
        epoch: 0,
      }),
      '',
    ],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    `   ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function cells(
  name: string,
  { durationMs, costUsd, turns, epoch }: Pick<TaskRecord, 'durationMs' | 'costUsd' | 'turns' | 'epoch'>,
): readonly string[] {
  return epoch === undefined
    ? [name, '-', '-', '-']
    : [name, formatDuration(durationMs), money(costUsd), String(turns)];
}

const statusAndTitle = (task: TaskRecord): string =>
  `${STATUS[task.status]}: ${shortened(oneLine(task.title), TITLE_WIDTH)}`;
