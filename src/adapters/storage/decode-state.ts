import type { OutboxEntry, ProjectState } from '../../app/project-state.ts';
import { idle } from '../../core/session/index.ts';
import { decodeClosed, decodeSession } from './decode-session.ts';
import { camelKeys } from './key-case.ts';
import type { OutboxDocument } from './outbox-schema.ts';
import type { StateDocument } from './state-schema.ts';

/** The state of a stored document. */
export const decodeState = (document: StateDocument): ProjectState => ({
  session: document.session === null ? idle : decodeSession(document.session),
  outbox: document.outbox.map(decodeOutboxEntry),
  answered: document.answered,
  audit: document.audit,
  auditCount: document.audit_count,
  reminded: document.reminded,
  spending: document.spending,
});

function decodeOutboxEntry(entry: OutboxDocument): OutboxEntry {
  if ('channel' in entry) return camelKeys(entry);
  const { key, effect } = entry;
  return { key, effect: { type: effect.type, session: decodeClosed(effect.session) } };
}
