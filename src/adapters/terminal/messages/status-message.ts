import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import { oneLine, plainText } from '../../../core/text/plain-text.ts';
import { formatDuration } from '../../../core/text/duration.ts';
import { counted, effort } from '../../../core/wording/numbers.ts';
import { placeAndTitle } from '../../../core/wording/place.ts';
import { indented } from './indented.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import { progressLine } from '../../../core/wording/outcome.ts';
import { logLines } from './result-message.ts';

/** Where the session stands. */
export function statusMessage(
  session: OpenSession,
  leash: string | undefined,
  local: LocalTime,
): readonly string[] {
  const spent = session.tasks.reduce(
    (sum, task) => ({ costUsd: sum.costUsd + task.costUsd, turns: sum.turns + task.turns }),
    { costUsd: 0, turns: 0 },
  );
  return [
    `📊 Session ${session.id} · ${oneLine(session.file)}`,
    waitingNow(session, local),
    leash ?? 'leash: none',
    `${progressLine(session)} · started ${local(session.startedAt)} · ${effort(spent).join(' · ')}`,
  ];
}

/** Everything that the file says about a task; the instruction as Claude gets it. */
export function detailsMessage(
  session: OpenSession,
  number: number,
  task: Task | undefined,
): readonly string[] {
  const head = `📋 ${placeAndTitle(session, number)}`;
  if (!task) return [head, '   ⚠️ The text of this task, as kept at the start, cannot be read.'];
  return [
    head,
    ...facts(task).map((fact) => `   ${fact}`),
    ...(task.description === undefined ? [] : ['   Description:', ...quoted(task.description)]),
    ...(task.acceptanceCriteria.length === 0 ? [] : ['   Done when:']),
    ...indented(task.acceptanceCriteria.map((criterion) => `- ${oneLine(criterion)}`)),
    ...(task.verify.length === 0 ? [] : ['   Verified afterwards with:']),
    ...indented(task.verify.map((command) => `- ${oneLine(command)}`)),
    '   Instruction to Claude:',
    ...quoted(task.instruction),
  ];
}

function facts(task: Task): readonly string[] {
  return [
    ...(task.priority === undefined ? [] : [`Priority: ${task.priority}`]),
    ...(task.model === undefined ? [] : [`Model: ${oneLine(task.model)}`]),
    ...(task.timeoutMs === undefined ? [] : [`Time limit: ${formatDuration(task.timeoutMs)}`]),
    ...(task.workingDirectory === undefined ? [] : [`Working directory: ${oneLine(task.workingDirectory)}`]),
  ];
}

const quoted = (text: string): readonly string[] =>
  plainText(text)
    .split('\n')
    .map((line) => `   | ${line}`.trimEnd());

/** The end of the newest log. */
export function logsMessage(
  record: AttemptRecord | undefined,
  lines: number,
  /** Of an attempt its own log, else the folder where logs will be. */
  where: string,
): readonly string[] {
  if (!record)
    return ['📜 There is no log yet: no attempt was started.', `   Logs will be in ${oneLine(where)}`];
  const shown = logLines(record.lastLines, lines);
  return [
    shown.length === 0
      ? `📜 The log of attempt ${record.epoch} (task ${record.task}) has no lines.`
      : `📜 The last ${counted(shown.length, 'line')} of attempt ${record.epoch} (task ${record.task}):`,
    ...indented(shown, '   | '),
    `   The whole log is in ${oneLine(where)}`,
  ];
}
