import type { GateRules } from '../../../core/gate/index.ts';
import { willAsk, type OpenSession } from '../../../core/session/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import type { Style } from '../style.ts';
import { counted } from '../../../core/wording/numbers.ts';
import { titleOf } from '../../../core/wording/place.ts';

/** The list at the start, with a mark on every task that will wait. */
export function listMessage(session: OpenSession, rules: GateRules, style: Style): readonly string[] {
  const asking = willAsk(session, rules);
  const width = String(Math.max(...session.tasks.map((task) => task.number))).length;
  return [
    style.bold(`📋 ${counted(session.tasks.length, 'task')} from ${oneLine(session.file)}`),
    ...session.tasks.map(({ number }) => {
      const mark = asking.has(number) ? ' ⏸️' : '';
      return `${String(number).padStart(width)}. ${titleOf(session, number)}${mark}`;
    }),
    style.dim(
      `Session ${session.id}. ${
        asking.size > 0 ? '⏸️ = waits for you before it begins.' : 'No task waits for you before it begins.'
      }`,
    ),
  ];
}
