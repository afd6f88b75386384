import { attemptShown } from '../../../app/attempt-shown.ts';
import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { AskGate, Gate, GateDecision } from '../../../core/gate/index.ts';
import type { Question } from '../../../core/permission/index.ts';
import { allowedAt, positionOf, taskOf, undoable, type OpenSession } from '../../../core/session/index.ts';
import { named } from '../../../core/wording/place.ts';
import { UNCHANGED } from '../../../core/wording/result-sentence.ts';
import { isLive } from '../is-live.ts';

const KEYS: Readonly<Record<GateDecision, string>> = {
  approve: 'a',
  skip: 'k',
  retry: 'r',
  undo: 'u',
  redo: 'y',
  reload: 'e',
  stop: 'q',
  allow: 'a',
  deny: 'd',
  answer: 'a',
  wait: 'w',
};

interface Choice {
  readonly key: string;
  readonly word: string;
}

/** What can be done at a gate: keys for a keyboard, words where only lines can be sent. */
export function choicesLine(session: OpenSession, gate: Gate, by: 'keys' | 'words', kept?: KeptCall): string {
  const all = choicesAt(session, gate, kept);
  return by === 'keys'
    ? all.map(({ key, word }) => `[${key}] ${word}`).join('  ')
    : `Type one of: ${all.map(({ word }) => word).join(', ')}`;
}

/** The commands that count at a gate. */
export const commandsAt = (session: OpenSession, gate: Gate, kept?: KeptCall): readonly string[] => {
  const names = choicesAt(session, gate, kept).map(({ word }) => word.split(' ')[0] ?? '');
  return [...new Set([...names, 'status'])];
};

function choicesAt(session: OpenSession, gate: Gate, kept: KeptCall | undefined): readonly Choice[] {
  const decisions = allowedAt(session, gate).flatMap((decision) =>
    gate.kind === 'ask' ? askChoices(session, gate, decision, kept) : [usualChoice(session, gate, decision)],
  );
  const diff = diffOf(session, gate);
  const leash = session.leash ? [{ word: 'leash off', key: 'o' }] : [];
  return [...decisions, ...leash, ...diff, ...alwaysAt(gate)];
}

const usualChoice = (session: OpenSession, gate: Gate, decision: GateDecision): Choice => ({
  key: KEYS[decision],
  word: `${decision}${meaning(session, gate, decision)}`,
});

function askChoices(
  session: OpenSession,
  gate: AskGate,
  decision: GateDecision,
  kept: KeptCall | undefined,
): readonly Choice[] {
  const { call } = gate;
  switch (decision) {
    case 'allow':
      // What nobody can see is not offered.
      return kept === undefined
        ? []
        : [
            { key: 'a', word: 'allow' },
            ...(call.cover === undefined ? [] : [{ key: 't', word: 'allow task' }]),
            ...(call.tool === 'Bash' ? [{ key: 'i', word: 'instead <command>' }] : []),
          ];
    case 'answer':
      return kept === undefined ? [{ key: 'a', word: 'answer <words>' }] : answerChoices(kept.questions);
    case 'deny':
      return [{ key: 'd', word: call.kind === 'question' ? 'deny (let Claude decide)' : 'deny [words]' }];
    case 'approve':
    case 'skip':
    case 'retry':
    case 'undo':
    case 'redo':
    case 'reload':
    case 'stop':
    case 'wait':
      return [usualChoice(session, gate, decision)];
  }
}

function answerChoices(questions: readonly Question[] = []): readonly Choice[] {
  const [only] = questions;
  if (!only || questions.length > 1) return [{ key: 'a', word: 'answer (one question after another)' }];
  return [
    {
      key: only.options.length === 0 ? 'a' : `1-${only.options.length}, a`,
      word: 'answer <number or words>',
    },
  ];
}

function alwaysAt(gate: Gate): readonly Choice[] {
  return [
    { word: 'pause', key: 'p' },
    { word: isLive(gate) ? `stop confirm (ends attempt ${gate.epoch})` : 'stop', key: KEYS.stop },
    { word: 'details', key: gate.kind === 'ask' ? 'm' : 'd' },
    { word: 'logs', key: 'l' },
    { word: 'help', key: '?' },
  ];
}

/** At a start it is about the task before, which the choice then names. */
function diffOf(session: OpenSession, gate: Gate): readonly Choice[] {
  const epoch = attemptShown(session, gate);
  // (Of an attempt that runs nothing is known yet.)
  if (isLive(gate)) return [];
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
    case 'wait':
      return ' <time>';
    case 'skip':
    case 'stop':
    case 'allow':
    case 'deny':
    case 'answer':
      return '';
  }
}

const APPROVAL: Readonly<Partial<Record<Gate['kind'], string>>> = {
  closing: ' (ends the session)',
  doubt: ' (as done)',
  plan: ' (do it)',
};

function retryMeaning(session: OpenSession, gate: Gate): string {
  if (gate.kind === 'doubt') {
    return taskOf(session, gate.task).result === UNCHANGED ? ' (with your words)' : ' (with your answer)';
  }
  if (gate.kind === 'failure') return ' [words]';
  if (gate.kind === 'plan') return ' (revise it, with your words)';
  if (gate.kind === 'limit') return ' (now)';
  if (gate.kind === 'closing') return ` (${named(gate.task)} again)`;
  const before = session.tasks[positionOf(session, gate.task) - 2];
  return gate.kind === 'start' && before ? ` (${named(before.number)} again)` : '';
}
