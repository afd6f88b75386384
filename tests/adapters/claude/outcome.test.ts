import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/adapters/claude/evidence.ts';
import { endsWithQuestion } from '../../../src/adapters/claude/outcome.ts';
import { DENIED, exitedWith, failed, GOOD, INIT, outcomeOf, result, said, used } from './cli-lines.ts';

const COMPLETED = { kind: 'completed' };
const DENIED_BY_US = new Map([['toolu_1', 'deny']]);

/** As 2.1.329 tells why it refused a call without asking the hook. */
const ruledOut = (why: string): object => ({
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: 'toolu_1', is_error: true, content: 'denied' }] },
  tool_result_meta: [
    { id: 'toolu_1', permission_decision: { decision: 'reject', source: 'config', reason_type: why } },
  ],
});
const RULED_OUT = ruledOut('rule');

it.each<[string, readonly object[], Partial<Evidence>, object]>([
  [
    'a success',
    GOOD,
    {},
    { kind: 'completed', asks: false, costUsd: 0.0125, turns: 1, durationMs: 4000, resumable: true },
  ],
  ['tools but no words', [INIT, used('Edit', {}), result({ result: '' })], {}, { kind: 'completed' }],
  [
    'a question at the end',
    [INIT, result({ result: 'Two ways.\nWhich one?**\n' })],
    {},
    { kind: 'completed', asks: true },
  ],
  ['a success that exits badly', GOOD, exitedWith(1), failed('crashed')],
  [
    'a success by subtype that is an error',
    [INIT, said('x'), result({ is_error: true, api_error_status: 529 })],
    {},
    { kind: 'unreachable' },
  ],
  ['an exit without any line', [], {}, failed('empty')],
  ['an exit without a result', [INIT, said('x')], {}, failed('empty')],
  [
    'a success without a terminal reason',
    [INIT, said('x'), result({ terminal_reason: undefined })],
    {},
    failed('crashed'),
  ],
  [
    'a call that was put off though nobody was to be asked',
    [INIT, result({ deferred_tool_use: { id: 't', name: 'Bash' }, terminal_reason: 'tool_deferred' })],
    {},
    failed('refused-tools'),
  ],
  ['refused tools', [INIT, said('x'), DENIED], {}, failed('refused-tools')],
  ['what Greenlight denied', [INIT, said('x'), DENIED], { asks: true, asked: DENIED_BY_US }, COMPLETED],
  [
    'what the operator’s rules denied before',
    [INIT, said('x'), RULED_OUT, DENIED],
    { asks: true },
    COMPLETED,
  ],
  ['what other rules denied', [INIT, said('x'), RULED_OUT, DENIED], {}, failed('refused-tools')],
  [
    'what a mode denied',
    [INIT, said('x'), ruledOut('mode'), DENIED],
    { asks: true },
    failed('refused-tools'),
  ],
  ['nothing said and nothing done', [INIT, result({ result: '' })], {}, failed('empty')],
  [
    'the last of two results',
    [
      INIT,
      result(),
      INIT,
      said('y'),
      result({ is_error: true, subtype: 'error_during_execution', result: undefined }),
    ],
    exitedWith(1),
    failed('crashed'),
  ],
])('judges %s', (_name, lines, evidence, expected) => {
  expect(outcomeOf(lines, evidence)).toMatchObject(expected);
});

it('puts nothing of the agent into the sentence', () => {
  const lines = [
    INIT,
    said('PRIVATE'),
    used('Bash', { command: 'PRIVATE' }),
    result({ is_error: true, result: 'PRIVATE' }),
  ];
  expect(outcomeOf(lines, exitedWith(1)).sentence).not.toContain('PRIVATE');
});

describe('the cost', () => {
  const since = (cost: number): object => ({ model_usage_since_last_result: { opus: { costUSD: cost } } });

  it('is the total of a process in 2.1.197', () => {
    expect(outcomeOf([result({ total_cost_usd: 1 }), result({ total_cost_usd: 3 })]).costUsd).toBe(3);
  });

  it('is the sum of what is new in 2.1.329, whose total counts earlier runs', () => {
    const lines = [result({ total_cost_usd: 11, ...since(1) }), result({ total_cost_usd: 13, ...since(2) })];
    expect(outcomeOf(lines).costUsd).toBe(3);
  });
});

it.each([
  ['Which one?', true],
  ['Shall I go on? ', true],
  ['Is it (a) or (b?)', true],
  ['どちらですか？', true],
  ['Why? Because.', false],
  ['Which?\n\nI took the first.', false],
  ['', false],
])('%j ends with a question: %s', (text, asks) => {
  expect(endsWithQuestion(text)).toBe(asks);
});
