import { describe, expect, it } from '@jest/globals';
import { notAllowedLine } from '../../../src/core/wording/not-allowed.ts';
import { effort } from '../../../src/core/wording/numbers.ts';

describe('what work took', () => {
  it.each([
    [{ durationMs: 257_000, waitedMs: 245_000, costUsd: 0.21 }, ['0:12 (4:05 waiting for you)', '$0.21']],
    [{ durationMs: 257_000 }, ['4:17']],
    [{ durationMs: 257_000, waitedMs: 999 }, ['4:16']],
    [{ durationMs: 5_000, waitedMs: 9_000 }, ['0:00 (0:09 waiting for you)']],
    [{ waitedMs: 9_000, turns: 1 }, ['1 turn']],
  ])('is told without the wait for a person: %j', (took, told) => {
    expect(effort(took)).toEqual(told);
  });
});

describe('what was not allowed', () => {
  const calls = (...names: readonly string[]) => names.map((name) => ({ name }));
  it.each([
    [undefined, undefined],
    [[], undefined],
    [calls('Bash'), 'Not allowed: 1 call (Bash)'],
    [calls('Bash', 'Write', 'Bash'), 'Not allowed: 3 calls (Bash and Write)'],
    [calls('A', 'B', 'C', 'D', 'E', 'F\nG'), 'Not allowed: 6 calls (A, B, C, D and 2 more)'],
  ])('is counted, with the tools: %j', (denied, line) => {
    expect(notAllowedLine(denied)).toBe(line);
  });
});
