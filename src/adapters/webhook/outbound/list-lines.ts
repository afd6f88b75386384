import type { ClosedSession } from '../../../core/session/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { countsOf, STATUS } from '../../../core/wording/closing.ts';
import { titleOf } from '../../../core/wording/place.ts';
import { head, plain, type Line } from './lines.ts';
import type { NoticeFacts } from './notice-facts.ts';

const LONGEST_TITLE = 120;
const MOST_TASKS = 30;

/** The list at the start. */
export function listLines({ session, redact }: NoticeFacts): readonly Line[] {
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

/** What it came to. */
export function closingLines(session: ClosedSession, { logsFolder, redact }: NoticeFacts): readonly Line[] {
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
