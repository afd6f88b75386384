import { expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/adapters/claude/evidence.ts';
import {
  apiError,
  exitedWith,
  failed,
  GOOD,
  INIT,
  LIMIT_RESULT,
  outcomeOf,
  result,
  said,
} from './cli-lines.ts';

it.each<[string, readonly object[], Partial<Evidence>, object]>([
  ['a stop', [INIT, said('x')], { ...exitedWith(143), cancel: 'operator' }, { kind: 'stopped' }],
  [
    'a stop that exits 0 with an error (329)',
    [
      INIT,
      said('x'),
      result({ is_error: true, subtype: 'error_during_execution', terminal_reason: 'aborted_tools' }),
    ],
    { cancel: 'operator' },
    { kind: 'stopped' },
  ],
  [
    'a stop that exits 0 without a result (197)',
    [INIT, said('x')],
    { cancel: 'operator' },
    { kind: 'stopped' },
  ],
  [
    'a stop after an earlier result',
    [INIT, said('x'), result(), INIT],
    { cancel: 'operator' },
    { kind: 'stopped' },
  ],
  ['a success in the grace period', GOOD, { cancel: 'operator' }, { kind: 'completed' }],
  [
    'a timeout',
    [INIT],
    { ...exitedWith(143), cancel: 'timeout' },
    { kind: 'timed-out', sentence: expect.stringContaining('10 minutes') },
  ],
  [
    'silence',
    [INIT],
    { ...exitedWith(143), cancel: 'silence' },
    { kind: 'silent', sentence: expect.stringContaining('60 seconds') },
  ],
  ['a success that would not exit', GOOD, { ...exitedWith(137), cancel: 'lingering' }, { kind: 'completed' }],
  [
    'a success that would not exit, wrapper killed',
    GOOD,
    { end: { kind: 'lost' }, cancel: 'lingering' },
    { kind: 'completed' },
  ],
  [
    'a failure that would not exit',
    [INIT, result({ is_error: true, api_error_status: 400 })],
    { ...exitedWith(137), cancel: 'lingering' },
    failed('api'),
  ],
  ['a vanished attempt', [INIT, said('x')], { end: { kind: 'lost' } }, { kind: 'lost', resumable: true }],
  ['one that vanished after its result', GOOD, { end: { kind: 'lost' } }, { kind: 'lost' }],
  ['a busy directory', [], { end: { kind: 'not-run', why: 'busy' } }, failed('not-started')],
  [
    'a cancelled start',
    [],
    { end: { kind: 'not-run', why: 'cancelled' }, cancel: 'operator' },
    { kind: 'stopped' },
  ],
  [
    'a start that hung',
    [],
    { end: { kind: 'not-run', why: 'cancelled' }, cancel: 'timeout' },
    { kind: 'timed-out' },
  ],

  [
    'an attempt without a model message',
    [INIT, apiError('server_error', 'x'), result({ is_error: true, api_error_status: 500 })],
    exitedWith(1),
    { resumable: false },
  ],
  [
    'a continued one without a model message',
    [INIT, LIMIT_RESULT],
    { ...exitedWith(1), continues: true },
    { resumable: true },
  ],
])('judges %s', (_name, lines, evidence, expected) => {
  expect(outcomeOf(lines, evidence)).toMatchObject(expected);
});
