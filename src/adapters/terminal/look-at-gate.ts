import type { KeptCall } from '../../app/ports/call-book.ts';
import type { Gate } from '../../core/gate/index.ts';
import { positionOf, type OpenSession } from '../../core/session/index.ts';
import { leashLine } from '../../core/wording/leash.ts';
import { helpMessage } from './command-words.ts';
import { wholeCall } from './messages/ask-message.ts';
import { wholePlan } from './messages/plan-message.ts';
import { detailsMessage, logsMessage, statusMessage } from './messages/status-message.ts';
import type { Words } from './parse-words.ts';
import type { Run } from './run.ts';
import { showDiff } from './show-diff.ts';

/** What an operator looks at who decides at `gate`; the lines to print. */
export async function lookAtGate(
  run: Run,
  session: OpenSession,
  gate: Gate,
  kept: KeptCall | undefined,
  words: Extract<Words, { kind: 'look' }>,
): Promise<readonly string[]> {
  switch (words.what) {
    case 'status':
      return statusMessage(session, leashLine(session, run.now(), run.local), run.local);
    case 'help':
      return helpMessage();
    case 'details':
      return details(run, session, gate, kept);
    case 'diff':
      return showDiff(run, session, gate);
    case 'logs': {
      const epoch = 'epoch' in gate ? gate.epoch : session.lastEpoch;
      const record = await run.records(session.id, epoch).catch(() => undefined);
      return logsMessage(record, words.lines, logOf(run, session, record?.task));
    }
  }
}

/** Where a task's log is; the folder, while it has none. */
function logOf(run: Run, session: OpenSession, task: number | undefined): string {
  const folder = run.logsFolder(session.id);
  // (Each is named after the task's place among the others.)
  return task === undefined ? folder : `${folder}/task-${positionOf(session, task)}-output.log`;
}

/** All of what is decided about: of a task, what the file says. */
async function details(
  run: Run,
  session: OpenSession,
  gate: Gate,
  kept: KeptCall | undefined,
): Promise<readonly string[]> {
  if (gate.kind === 'ask' && kept) return paged(run, wholeCall(kept));
  if (gate.kind === 'plan') {
    const record = await run.records(session.id, gate.epoch).catch(() => undefined);
    return paged(run, wholePlan(record?.finalText ?? ''));
  }
  const list = await run.tasks(session.id, session.list).catch(() => undefined);
  const task = list?.find(({ number }) => number === gate.task);
  return detailsMessage(session, gate.task, task);
}

async function paged(run: Run, text: string): Promise<readonly string[]> {
  return run.page && (await run.page(`${text}\n`)) ? [] : text.split('\n');
}
