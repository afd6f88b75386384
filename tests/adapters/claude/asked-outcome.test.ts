import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/adapters/claude/evidence.ts';
import { deniedCalls, refusedCalls } from '../../../src/adapters/claude/outcome.ts';
import {
  DENIED,
  exitedWith,
  failed,
  GOOD,
  INIT,
  limit,
  LIMIT_RESULT,
  outcomeOf,
  REJECTED,
  result,
  said,
  transcriptOf,
  used,
} from './cli-lines.ts';

const CALL = { id: 'toolu_1', name: 'Bash', input: { command: 'curl -H hunter2 x' } };
const deferral = (more: object = {}): readonly object[] => [
  INIT,
  used('Bash', CALL.input),
  result({ result: '', terminal_reason: 'tool_deferred', deferred_tool_use: CALL, ...more }),
];
const asks: Partial<Evidence> = { asks: true };
const plans: Partial<Evidence> = { asks: true, plans: true };

describe('what was denied', () => {
  const evidence = (asked: ReadonlyMap<string, string>) => ({
    ...{ transcript: transcriptOf([INIT, used('Bash', {}), DENIED]), asks: true, asked },
  });
  it('is kept apart from what the CLI refused by itself', () => {
    const call = { name: 'Bash', detail: 'curl x' };
    const own = evidence(new Map([['toolu_1', 'deny']]));
    const other = evidence(new Map());
    expect([deniedCalls(own), refusedCalls(own)]).toEqual([[call], []]);
    expect([deniedCalls(other), refusedCalls(other)]).toEqual([[], [call]]);
  });

  it('is no question, to which a denial is the answer', () => {
    const denials = [{ tool_name: 'AskUserQuestion', tool_use_id: 'toolu_1', tool_input: {} }];
    const transcript = transcriptOf([INIT, result({ permission_denials: denials })]);
    expect(deniedCalls({ transcript, asks: true, asked: new Map([['toolu_1', 'deny']]) })).toEqual([]);
  });
});

describe('the time that an attempt waited', () => {
  it.each([
    [1_500, { durationMs: 4_000, waitedMs: 1_500 }],
    [9_000, { durationMs: 4_000, waitedMs: 4_000 }],
    [0, { durationMs: 4_000, waitedMs: undefined }],
  ])('stands beside how long it took, and is no more: %p', (waitedMs, times) => {
    const { durationMs, waitedMs: waited } = outcomeOf(GOOD, { waitedMs });
    expect({ durationMs, waitedMs: waited }).toEqual(times);
  });
});

it('a budget that ended it is named', () => {
  const budget = { of: 'day', limitUsd: 0.5 } as const;
  const lines = [INIT, result({ subtype: 'error_max_budget_usd', is_error: true })];
  expect(outcomeOf(lines, { ...exitedWith(1), budget })).toMatchObject({
    ...failed('budget'),
    budget,
    sentence: 'The budget of the day ($0.50, `budget.day_usd`) is used up.',
  });
});

describe('a deferral', () => {
  it('tells what waits', () => {
    expect(outcomeOf(deferral(), asks)).toMatchObject({
      kind: 'deferred',
      resumable: true,
      call: {
        id: 'toolu_1',
        kind: 'permission',
        tool: 'Bash',
        detail: 'curl -H *** x',
        // sha256 of {"command":"curl -H hunter2 x"}
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        why: 'Greenlight was not there to answer.',
      },
    });
  });

  it.each<[string, readonly object[], Partial<Evidence>, object]>([
    ['a second one, without a reason', deferral({ terminal_reason: undefined }), asks, { kind: 'deferred' }],
    ['one beside a refusal of ours', deferral({ permission_denials: [] }), asks, { kind: 'deferred' }],
    [
      'one after which it went on (197)',
      deferral({ terminal_reason: 'completed' }),
      asks,
      failed('refused-tools'),
    ],
    ['one that exits badly', deferral(), { ...asks, ...exitedWith(1) }, failed('refused-tools')],
    [
      'a call that could not be taken up again (329)',
      deferral({ is_error: true, terminal_reason: 'tool_deferred_unavailable' }),
      { ...asks, ...exitedWith(1) },
      { ...failed('crashed'), sentence: expect.stringContaining('take up again') },
    ],
    [
      'no call to be taken up',
      [],
      { ...asks, ...exitedWith(1), continues: true, stderr: 'Error: No deferred tool marker found in' },
      { ...failed('crashed'), sentence: expect.stringContaining('take up again'), resumable: true },
    ],
    ['one without a name', deferral({ deferred_tool_use: {} }), asks, failed('refused-tools')],
    [
      'a limit with the call still open',
      [...deferral(), limit(REJECTED), { ...LIMIT_RESULT, deferred_tool_use: CALL }],
      { ...asks, ...exitedWith(1) },
      { kind: 'limited' },
    ],
  ])('judges %s', (_name, lines, evidence, expected) => {
    expect(outcomeOf(lines, evidence)).toMatchObject(expected);
  });
});

describe('a refusal', () => {
  it('of ours is no failure', () => {
    const asked = new Map([['toolu_1', 'deny']]);
    expect(outcomeOf([INIT, said('x'), DENIED], { ...asks, asked })).toMatchObject({ kind: 'completed' });
  });

  it.each([['allow'], ['defer']])('of what we answered with %s is one', (decision) => {
    const asked = new Map([['toolu_1', decision]]);
    expect(outcomeOf([INIT, said('x'), DENIED], { ...asks, asked })).toMatchObject(failed('refused-tools'));
  });

  it('of what we never saw is one', () => {
    expect(outcomeOf([INIT, said('x'), DENIED], asks)).toMatchObject(failed('refused-tools'));
  });
});

describe('a plan', () => {
  it('is what it says at its end', () => {
    expect(outcomeOf([INIT, result({ result: 'First a table. Shall I?' })], plans)).toMatchObject({
      kind: 'planned',
      resumable: false,
    });
    expect(outcomeOf(GOOD, plans)).toMatchObject({ kind: 'planned', resumable: true });
  });

  it('must be said', () => {
    const lines = [INIT, used('Read', {}), result({ result: '' })];
    expect(outcomeOf(lines, plans)).toMatchObject(failed('empty'));
  });

  it('may wait for an answer, too', () => {
    expect(outcomeOf(deferral(), plans)).toMatchObject({ kind: 'deferred' });
  });
});

describe('a warning', () => {
  const WARNING = {
    status: 'allowed_warning',
    resetsAt: 1795230092,
    rateLimitType: 'five_hour',
    utilization: 0.92,
  };
  const warning = { limit: 'five_hour', utilization: 0.92, resetsAt: '2026-11-21T03:01:32.000Z' };

  it('stands beside the outcome', () => {
    expect(outcomeOf([limit(WARNING), ...GOOD])).toMatchObject({ kind: 'completed', warning });
  });

  it('may know little', () => {
    const little = limit({ status: 'allowed_warning' });
    expect(outcomeOf([little, ...GOOD]).warning).toEqual({ limit: 'usage' });
  });

  it('is over when the API says so, or when the limit is reached', () => {
    expect(outcomeOf([limit(WARNING), limit({ status: 'allowed' }), ...GOOD]).warning).toBeUndefined();
    const reached = [limit(WARNING), limit(REJECTED), INIT, LIMIT_RESULT];
    expect(outcomeOf(reached, exitedWith(1)).warning).toBeUndefined();
  });
});
