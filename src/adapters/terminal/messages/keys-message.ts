import { attemptShown } from '../../../app/attempt-shown.ts';
import type { Gate, GateDecision } from '../../../core/gate/index.ts';
import { allowedAt, positionOf, undoable, type OpenSession } from '../../../core/session/index.ts';
import { named } from '../../../core/wording/place.ts';

const KEYS: Readonly<Record<GateDecision, string>> = {
  approve: 'a',
  skip: 'k',
  retry: 'r',
  undo: 'u',
  redo: 'y',
  reload: 'e',
  stop: 'q',
};

const ALWAYS = [
  { word: 'pause', key: 'p' },
  { word: 'stop', key: KEYS.stop },
  { word: 'details', key: 'd' },
  { word: 'logs', key: 'l' },
  { word: 'help', key: '?' },
] as const;

/** What can be done at a gate: keys for a keyboard, words where only lines can be sent. */
export function choicesLine(session: OpenSession, gate: Gate, by: 'keys' | 'words'): string {
  const allowed = allowedAt(session, gate);
  const decisions = allowed.map((decision) => ({
    key: KEYS[decision],
    word: `${decision}${meaning(session, gate, decision)}`,
  }));
  const diff = diffOf(session, gate);
  const leash = session.leash ? [{ word: 'leash off', key: 'o' }] : [];
  const all = [...decisions, ...leash, ...diff, ...ALWAYS];
  return by === 'keys'
    ? all.map(({ key, word }) => `[${key}] ${word}`).join('  ')
    : `Type one of: ${all.map(({ word }) => word).join(', ')}`;
}

/** At a start it is about the task before, which the choice then names. */
function diffOf(
  session: OpenSession,
  gate: Gate,
): readonly { readonly key: string; readonly word: string }[] {
  const epoch = attemptShown(session, gate);
  if (gate.tree === undefined || epoch === undefined) return [];
  const before = session.tasks.find((task) => gate.kind === 'start' && task.epoch === epoch);
  return [{ key: 'v', word: `diff${before ? ` (${named(before.number)})` : ''}` }];
}

/** Where a decision means something that its word alone does not say. */
function meaning(session: OpenSession, gate: Gate, decision: GateDecision): string {
  switch (decision) {
    case 'approve':
      return APPROVAL[gate.kind] ?? '';
    case 'retry':
      return retryMeaning(session, gate);
    case 'undo':
      return ` (${named(undoable(session, gate)?.number ?? gate.task)})`;
    case 'reload':
      return ' (the edited task file)';
    case 'redo':
      return ` (${named(session.redo.at(-1)?.task ?? gate.task)})`;
    case 'skip':
    case 'stop':
      return '';
  }
}

const APPROVAL: Readonly<Partial<Record<Gate['kind'], string>>> = {
  closing: ' (ends the session)',
  doubt: ' (as done)',
};

function retryMeaning(session: OpenSession, gate: Gate): string {
  if (gate.kind === 'doubt') return ' (with your answer)';
  if (gate.kind === 'closing') return ` (${named(gate.task)} again)`;
  const before = session.tasks[positionOf(session, gate.task) - 2];
  return gate.kind === 'start' && before ? ` (${named(before.number)} again)` : '';
}
