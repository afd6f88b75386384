import { expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/adapters/claude/evidence.ts';
import {
  apiError,
  exitedWith,
  failed,
  INIT,
  limit,
  LIMIT_RESULT,
  outcomeOf,
  REJECTED,
  result,
  said,
} from './cli-lines.ts';

it.each<[string, readonly object[], Partial<Evidence>, object]>([
  [
    'a refused key',
    [
      INIT,
      apiError('authentication_failed', 'Invalid API key'),
      result({ is_error: true, api_error_status: 401 }),
    ],
    exitedWith(1),
    failed('authentication'),
  ],
  [
    'no login',
    [INIT, result({ is_error: true, result: 'Not logged in · Please run /login' })],
    exitedWith(1),
    failed('authentication'),
  ],
  [
    'an overloaded API (329)',
    [INIT, result({ is_error: true, api_error_status: 529, terminal_reason: 'api_error' })],
    exitedWith(1),
    { kind: 'unreachable' },
  ],
  [
    'a lost connection',
    [INIT, result({ is_error: true, result: 'API Error: Unable to connect to API (ECONNRESET)' })],
    exitedWith(1),
    { kind: 'unreachable' },
  ],
  [
    'too many turns',
    [
      INIT,
      said('x'),
      result({ subtype: 'error_max_turns', is_error: true, terminal_reason: 'max_turns', result: undefined }),
    ],
    exitedWith(1),
    failed('max-turns'),
  ],
  [
    'too high a cost',
    [INIT, result({ subtype: 'error_max_budget_usd', is_error: true })],
    exitedWith(1),
    failed('budget'),
  ],
  [
    'an unknown conversation',
    [
      result({
        subtype: 'error_during_execution',
        is_error: true,
        errors: ['No conversation found with session ID: c'],
      }),
    ],
    { ...exitedWith(1), continues: true },
    { ...failed('conversation-missing'), resumable: false },
  ],
  [
    'a signal',
    [INIT, said('x')],
    exitedWith(143),
    { ...failed('crashed'), sentence: expect.stringContaining('signal 15') },
  ],
  [
    'an unknown option',
    [],
    { ...exitedWith(1), stderr: "error: unknown option '--x'" },
    { ...failed('crashed'), sentence: expect.stringContaining('--x'), resumable: false },
  ],
  [
    'root',
    [],
    { ...exitedWith(1), stderr: '--dangerously-skip-permissions cannot be used with root/sudo' },
    { ...failed('not-started'), sentence: expect.stringContaining('claude.sandboxed') },
  ],
  [
    'a result line that says nothing',
    [INIT, said('x'), result({ subtype: undefined, is_error: undefined })],
    {},
    { ...failed('crashed'), sentence: 'Claude Code printed no usable result and ended with exit code 0.' },
  ],
  [
    'an error without a mark',
    [INIT, said('x'), result({ subtype: 'error_during_execution', is_error: undefined })],
    exitedWith(1),
    { ...failed('crashed'), sentence: 'Claude Code reported an error and ended with exit code 1.' },
  ],
  [
    'a success that exits badly',
    [INIT, said('x'), result()],
    exitedWith(1),
    { ...failed('crashed'), sentence: 'Claude Code reported success but ended with exit code 1.' },
  ],
  ['a missing program', [], exitedWith(127), failed('not-started')],

  [
    'the usage limit',
    [INIT, said('x'), limit(REJECTED), LIMIT_RESULT],
    exitedWith(1),
    { kind: 'limited', resetsAt: '2026-11-21T03:01:32.000Z', resumable: true },
  ],
  [
    'a limit that was lifted',
    [INIT, limit(REJECTED), limit({ status: 'allowed' }), said('x'), result()],
    {},
    { kind: 'completed' },
  ],
  [
    'a limit that was lifted, then other trouble',
    [
      INIT,
      limit(REJECTED),
      limit({ status: 'allowed_warning' }),
      result({ is_error: true, api_error_status: 500 }),
    ],
    exitedWith(1),
    { kind: 'unreachable' },
  ],
  [
    'passing throttling',
    [
      INIT,
      limit({ status: 'rejected' }),
      result({
        is_error: true,
        api_error_status: 429,
        result: 'API Error: Server is temporarily limiting requests',
      }),
    ],
    exitedWith(1),
    { kind: 'unreachable' },
  ],
  [
    'a lost connection (329)',
    [INIT, result({ is_error: true, result: 'API Error: Connection to the API was lost (ECONNRESET)' })],
    exitedWith(1),
    { kind: 'unreachable', sentence: expect.stringContaining('connection') },
  ],
  [
    'a request that timed out',
    [INIT, result({ is_error: true, result: 'API Error: Request timed out.' })],
    exitedWith(1),
    { kind: 'unreachable' },
  ],
  [
    'a rate limit without a time',
    [INIT, apiError('rate_limit', 'x'), result({ is_error: true, api_error_status: 429 })],
    exitedWith(1),
    { kind: 'unreachable' },
  ],
  ...[400, 404, 413].map((status): [string, readonly object[], Partial<Evidence>, object] => [
    `status ${String(status)}, which does not pass`,
    [INIT, result({ is_error: true, api_error_status: status, result: 'API Error: stream x' })],
    exitedWith(1),
    failed('api'),
  ]),
  [
    'no credit',
    [INIT, apiError('billing_error', 'x'), result({ is_error: true, api_error_status: 429 })],
    exitedWith(1),
    { ...failed('api'), sentence: expect.stringContaining('credit') },
  ],
  [
    'a refusal of the model',
    [INIT, result({ is_error: true, result: 'API Error: Claude is unable to respond to this request' })],
    exitedWith(1),
    { ...failed('api'), sentence: expect.stringContaining('refused') },
  ],
  [
    'a certificate that is not trusted',
    [INIT, result({ is_error: true, result: 'API Error: Unable to connect: self-signed certificate' })],
    exitedWith(1),
    failed('api'),
  ],
  ['a limit in words', [INIT, LIMIT_RESULT], exitedWith(1), { kind: 'limited' }],
  [
    'a limit in old words',
    [INIT, result({ is_error: true, result: 'Claude AI usage limit reached|1795230092' })],
    exitedWith(1),
    { kind: 'limited', resetsAt: '2026-11-21T03:01:32.000Z' },
  ],
])('judges %s', (_name, lines, evidence, expected) => {
  expect(outcomeOf(lines, evidence)).toMatchObject(expected);
});
