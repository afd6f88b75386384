import type { GateRules } from '../../../core/gate/index.ts';
import { willAsk, type OpenSession } from '../../../core/session/index.ts';
import { counted } from '../../../core/wording/numbers.ts';
import { shortTitleOf } from './names.ts';
import { bold, cleanedLine, lines, type Rich } from './rich-text.ts';

const LONGEST_TITLE = 120;
const LONGEST_PATH = 200;

/** The list as it was approved to be worked through, and where it will wait; a long one has to be split. */
export function listMessage(session: OpenSession, rules: GateRules): Rich {
  const asking = willAsk(session, rules);
  return lines(
    bold(`📋 ${counted(session.tasks.length, 'task')} from ${cleanedLine(session.file, LONGEST_PATH)}`),
    ...session.tasks.map(
      ({ number }) =>
        `${number}. ${shortTitleOf(session, number, LONGEST_TITLE)}${asking.has(number) ? ' ⏸️' : ''}`,
    ),
    `Session ${session.id}`,
    asking.size > 0
      ? '⏸️ = waits for approval before it begins'
      : 'No task waits for approval before it begins.',
    '/pause · /stop · /status at any time',
  );
}
