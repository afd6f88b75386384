import type { OutboxEntry, ProjectState } from '../../app/project-state.ts';
import { encodeClosed, encodeSession } from './encode-session.ts';
import { snakeKeys } from './key-case.ts';
import type { OutboxDocument } from './outbox-schema.ts';
import type { TaskDocument } from './session-schema.ts';
import { STATE_VERSION, type StateDocument } from './state-schema.ts';

/** The state as it is stored; with other tasks, if they are given, than its own. */
export const encodeState = (
  { session, outbox, answered, audit, auditCount, reminded, spending }: ProjectState,
  tasks?: readonly TaskDocument[],
): StateDocument => ({
  version: STATE_VERSION,
  session: session.state === 'idle' ? null : encodeSession(session, tasks),
  outbox: outbox.map(encodeOutboxEntry),
  // These two have no key of more than one word, and there are many of them.
  answered,
  audit,
  audit_count: auditCount,
  reminded,
  spending,
});

function encodeOutboxEntry(entry: OutboxEntry): OutboxDocument {
  if ('channel' in entry) return snakeKeys(entry);
  const { key, effect } = entry;
  return { key, effect: { type: effect.type, session: encodeClosed(effect.session) } };
}
