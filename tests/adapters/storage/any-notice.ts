import fc from 'fast-check';
import type { Notice } from '../../../src/core/session/index.ts';
import { instants, outcomes, texts } from '../../helpers/contracts/any-outcome.ts';
import { askGates, attempts, decisions, gates, limitGates, numbers } from './any-gate.ts';
import { actors, causes } from './any-session.ts';

type NoticeOf<T extends Notice['type']> = Omit<Extract<Notice, { type: T }>, 'type' | 'session' | 'at'>;

const changes = fc.array(
  fc.record({
    number: numbers,
    title: texts,
    change: fc.constantFrom('added' as const, 'changed' as const, 'removed' as const, 'moved' as const),
    begun: fc.boolean(),
  }),
);

/** What each has besides the session and the time. */
const byType: {
  readonly [T in Notice['type']]: { readonly [K in keyof NoticeOf<T>]: fc.Arbitrary<NoticeOf<T>[K]> };
} = {
  'session-started': { by: actors },
  'session-paused': { by: actors },
  'session-resumed': { by: actors },
  'gate-opened': { gate: gates },
  'gate-decided': { gate: texts, decision: decisions, by: actors },
  'asks-withdrawn': { gates: fc.array(texts) },
  'ask-kept': { gate: askGates },
  'limit-postponed': { gate: limitGates },
  'attempt-started': { attempt: attempts },
  'attempt-adopted': { attempt: attempts },
  'attempt-ended': { epoch: numbers, task: numbers, outcome: outcomes },
  'task-skipped': { task: numbers },
  'task-undone': { task: numbers, keptAs: texts },
  'task-redone': { task: numbers },
  'list-edited': { changes },
  'not-committed': { task: numbers, reason: texts },
  stopping: { epoch: numbers, cause: causes },
  'session-closed': { how: fc.constantFrom('completed', 'stopped') },
  'gate-reminder': { gate: gates },
  'channel-refused': { channel: texts, reason: texts },
};

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

export const notices = fc.oneof(
  ...Object.entries<Fields>(byType).map(([type, rest]) =>
    fc.record({ ...rest, type: fc.constant(type), session: texts, at: instants }),
  ),
) as fc.Arbitrary<Notice>;
