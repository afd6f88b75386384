import type { OpenSession } from '../../../core/session/index.ts';
import type { Card } from './card.ts';
import { headOf } from './names.ts';
import { bold, lines } from './rich-text.ts';

/** Asks before an attempt is ended. */
export function stopQuestion({
  session,
  epoch,
}: {
  readonly session: OpenSession;
  readonly epoch: number;
}): Card {
  const { id, phase } = session;
  const task = 'attempt' in phase && phase.attempt.epoch === epoch ? phase.attempt.task : undefined;
  return {
    text: lines(
      bold(`⚠️ End attempt ${epoch}?`),
      task === undefined ? '' : headOf(session, task),
      'This ends what Claude is doing now and closes the session; what it changed so far stays.',
      '/pause lets it finish and starts nothing more.',
    ),
    buttons: [
      [
        { label: `End attempt ${epoch}`, button: { kind: 'end-confirmed', session: id, epoch } },
        { label: 'Let it run', button: { kind: 'keep', session: id, epoch } },
      ],
    ],
  };
}
