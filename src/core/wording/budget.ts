import type { BudgetGiven } from '../attempt/index.ts';
import type { BudgetReached } from '../gate/index.ts';
import { money } from './numbers.ts';

/** Why a task waits whose budget is spent, in a sentence or two. */
export function budgetReason(budget: BudgetReached | undefined): string {
  const each = 'Each further task is asked about.';
  if (!budget) return `more was spent than the budget allows. ${each}`;
  const { of, limitUsd, spentUsd } = budget;
  return `${WHAT[of]} ${money(spentUsd)}, and its budget is ${money(limitUsd)} (budget.${of}_usd). ${each}`;
}

/** What ended an attempt that cost as much as it was given, in a sentence. */
export function budgetUsedUp({ of, limitUsd }: BudgetGiven): string {
  switch (of) {
    case 'attempt':
      return `It reached the cost that an attempt may have: ${money(limitUsd)} (\`claude.max_budget_usd\`).`;
    case 'task':
      return `The budget of the task (${money(limitUsd)}) is used up.`;
    case 'session':
    case 'day':
      return `The budget of the ${of} (${money(limitUsd)}, \`budget.${of}_usd\`) is used up.`;
  }
}

/** What another attempt may spend after such an end; `given` is not known of one that an older version started. */
export function budgetOfRetry(given: BudgetGiven | undefined): string {
  const retry = '"retry" goes on in the same conversation';
  switch (given?.of) {
    case 'attempt':
    case 'task':
      return `${retry}, with at most ${money(given.limitUsd)} more.`;
    case 'session':
    case 'day':
      return `${retry}, beyond the budget of the ${given.of}: used up, that ends no further attempt.`;
    case undefined:
      return `${retry}, with as much again for the task; a budget of the session or the day that is used up ends no further attempt.`;
  }
}

const WHAT: Readonly<Record<BudgetReached['of'], string>> = {
  session: 'this session has cost',
  day: 'today has cost',
};
