import { describe, expect, it } from '@jest/globals';
import { goesOn, type LimitRules } from '../../src/app/go-on.ts';
import type { Outcome, Patience } from '../../src/core/attempt/index.ts';
import { unreachable } from '../helpers/session-asks.ts';
import { completed, failed } from '../helpers/session-play.ts';

const NOW = '2026-11-21T09:00:00.000Z';
const rules: LimitRules = { autoResume: true, giveUpMs: 600_000 };
const limited = (resetsAt?: string, turns?: number): Outcome => ({
  ...{ kind: 'limited', resetsAt, sentence: 'Usage limit.', resumable: true },
  ...(turns !== undefined && { turns }),
});
const patience = (cause: Patience['cause'], tries: number, since = NOW): Patience => ({
  cause,
  since,
  tries,
});
const resumeAt = (...[outcome, before, by = rules]: [Outcome, Patience?, LimitRules?]) => {
  const on = goesOn(outcome, before, by, NOW);
  return 'resumeAt' in on ? on.resumeAt : undefined;
};

describe('when an attempt that was held up goes on', () => {
  it.each([
    ['at the reset', limited('2026-11-21T12:00:00.000Z'), undefined, '2026-11-21T12:00:05.000Z'],
    ['at a reset just now', limited('2026-11-21T08:59:58.000Z'), undefined, '2026-11-21T09:00:03.000Z'],
    [
      'after a reset that is over',
      limited('2026-11-21T08:00:00.000Z'),
      undefined,
      '2026-11-21T09:01:00.000Z',
    ],
    ['at no known time', limited(), undefined, '2026-11-21T09:01:00.000Z'],
    ['again', limited(), patience('usage', 2), '2026-11-21T09:04:00.000Z'],
    ['again and again', limited(), patience('usage', 1_000), '2026-11-21T09:30:00.000Z'],
    ['again, having got on', limited(undefined, 3), patience('usage', 2), '2026-11-21T09:01:00.000Z'],
    ['after other trouble', limited(), patience('trouble', 5), '2026-11-21T09:01:00.000Z'],
    ['after trouble', unreachable, undefined, '2026-11-21T09:00:15.000Z'],
    ['after more of it', unreachable, patience('trouble', 3), '2026-11-21T09:02:00.000Z'],
    ['after much of it', unreachable, patience('trouble', 9), '2026-11-21T09:10:00.000Z'],
  ] as const)('%s', (_, outcome, before, at) => {
    expect(resumeAt(outcome, before)).toBe(at);
  });

  it.each([limited(), unreachable])('is for a person to say where nothing goes on by itself', (outcome) => {
    expect(goesOn(outcome, undefined, { ...rules, autoResume: false }, NOW)).toBe(outcome);
  });

  it.each([completed, failed])('is no question of any other', (outcome) => {
    expect(goesOn(outcome, patience('trouble', 3), rules, NOW)).toBe(outcome);
  });
});

describe('trouble that lasts', () => {
  const before = (tries: number, since: string) => patience('trouble', tries, since);
  const warning = { limit: 'five_hour' };
  const facts = { costUsd: 0.5, turns: 0, durationMs: 9, resumable: true, evidence: 'e', warning };

  it.each([
    [1, 'once'],
    [2, 'twice'],
    [7, '7 times'],
  ])('is a failure that says how often it was tried (%p)', (tries, words) => {
    const outcome: Outcome = { kind: 'unreachable', sentence: 'The API is down.', ...facts };
    expect(goesOn(outcome, before(tries, '2026-11-21T08:50:00.000Z'), rules, NOW)).toEqual({
      ...{ kind: 'failed', failure: 'api', ...facts },
      sentence: `The API is down. It was tried again ${words}.`,
    });
  });

  it('is none before that', () => {
    expect(resumeAt(unreachable, before(7, '2026-11-21T08:50:00.001Z'))).toBeDefined();
  });

  it('is none where it came and went', () => {
    const got: Outcome = { ...unreachable, turns: 2 };
    expect(resumeAt(got, before(7, '2026-11-21T01:00:00.000Z'))).toBe('2026-11-21T09:00:15.000Z');
  });

  it('is no usage limit, which is waited out for as long as it takes', () => {
    expect(resumeAt(limited(), patience('usage', 50, '2026-11-01T00:00:00.000Z'))).toBeDefined();
  });
});
