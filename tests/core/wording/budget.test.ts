import { describe, expect, it } from '@jest/globals';
import type { BudgetGiven } from '../../../src/core/attempt/index.ts';
import { budgetOfRetry, budgetUsedUp } from '../../../src/core/wording/budget.ts';

const given = (of: BudgetGiven['of']): BudgetGiven => ({ of, limitUsd: 0.5 });

describe('a budget that ended an attempt', () => {
  it.each([
    ['attempt', 'It reached the cost that an attempt may have: $0.50 (`claude.max_budget_usd`).'],
    ['task', 'The budget of the task ($0.50) is used up.'],
    ['session', 'The budget of the session ($0.50, `budget.session_usd`) is used up.'],
    ['day', 'The budget of the day ($0.50, `budget.day_usd`) is used up.'],
  ] as const)('is named: %s', (of, sentence) => {
    expect(budgetUsedUp(given(of))).toBe(sentence);
  });

  it.each([
    ['attempt', 'with at most $0.50 more.'],
    ['task', 'with at most $0.50 more.'],
    ['session', 'beyond the budget of the session: used up, that ends no further attempt.'],
    ['day', 'beyond the budget of the day: used up, that ends no further attempt.'],
  ] as const)('says what a retry may spend: %s', (of, what) => {
    expect(budgetOfRetry(given(of))).toBe(`"retry" goes on in the same conversation, ${what}`);
  });

  it('says it as far as it is known', () => {
    expect(budgetOfRetry(undefined)).toMatch(/with as much again for the task;/);
  });
});
