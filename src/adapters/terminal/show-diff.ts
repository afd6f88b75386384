import { attemptShown } from '../../app/attempt-shown.ts';
import type { Gate } from '../../core/gate/index.ts';
import type { OpenSession } from '../../core/session/index.ts';
import { diffMessage, diffText, NO_DIFF } from './messages/diff-message.ts';
import type { Run } from './run.ts';

/** Shows through the pager what the attempt at a gate changed; the lines to print instead, or about it. */
export async function showDiff(run: Run, session: OpenSession, gate: Gate): Promise<readonly string[]> {
  const epoch = attemptShown(session, gate);
  const diff = epoch === undefined ? undefined : await run.diff(session.id, epoch).catch(() => undefined);
  if (!diff) return [NO_DIFF];
  if (diff.text === '' || !run.page) return diffMessage(diff);
  return (await run.page(diffText(diff))) ? [] : diffMessage(diff);
}
