import type { OpenSession } from '../../core/session/index.ts';
import { choose } from './choose.ts';
import { leavingMessage } from './messages/run-message.ts';
import { INTERRUPTED, send, type Ending, type Run } from './run.ts';

const CHOICES = [
  { key: 'r', word: 'resume' },
  { key: 'q', word: 'quit', means: 'the session stays paused' },
] as const;

/** Asks whether to go on; an ending when not. */
export async function atPause(run: Run, session: OpenSession): Promise<Ending | undefined> {
  const ending: Ending = { code: INTERRUPTED, lines: leavingMessage(session, run.goOn) };
  if (run.interrupted()) return ending;
  const answer = await choose(run, CHOICES, () => {
    const now = run.service.read();
    return now.state === 'open' && now.pausedAt !== undefined;
  });
  if (answer === 'withdrawn') return undefined;
  if (answer !== 'resume') return ending;
  await send(run, { type: 'resume' });
  return undefined;
}
