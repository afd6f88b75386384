import { attemptShown } from '../../app/attempt-shown.ts';
import { waitingGate, type Session } from '../../core/session/index.ts';
import { known, type Asker, type Conversation } from './conversation.ts';
import { diffMessage } from './messages/diff-message.ts';
import { plain } from './messages/rich-text.ts';

/** Below what is kept, so that a diff that was cut there is known for one. */
const LONGEST_DIFF = 4_000_000;

/** Shows what an attempt changed, however long ago. */
export async function showDiff(
  talk: Conversation,
  { topic }: Pick<Asker, 'topic'>,
  { session: id, epoch }: { readonly session: string; readonly epoch: number },
): Promise<void> {
  const [evidence, diff] = await Promise.all([
    talk.evidence.read(id, epoch),
    talk.evidence.diff(id, epoch, LONGEST_DIFF),
  ]);
  const message = diffMessage(known(talk, id), epoch, evidence, diff);
  await (message.kind === 'message'
    ? talk.desk.put(message, { topic })
    : talk.desk.attach(message, { topic }));
}

/** What the attempt changed that is decided about, else the last one that is over. */
export async function showLastDiff(talk: Conversation, asker: Pick<Asker, 'topic'>): Promise<void> {
  const session = talk.service.read();
  const epoch = attemptAsked(session);
  if (session.state === 'idle' || epoch < 1) {
    await talk.desk.put({ text: plain('📋 There is no diff yet: no attempt has ended.') }, asker);
    return;
  }
  await showDiff(talk, asker, { session: session.id, epoch });
}

function attemptAsked(session: Session): number {
  if (session.state !== 'open') return session.state === 'idle' ? 0 : session.lastEpoch;
  if ('attempt' in session.phase) return session.lastEpoch - 1;
  const gate = waitingGate(session);
  return (gate && attemptShown(session, gate)) ?? session.lastEpoch;
}
