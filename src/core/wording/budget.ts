import type { BudgetReached } from '../gate/index.ts';
import { money } from './numbers.ts';

/** Why a task waits whose budget is spent, in a sentence or two. */
export function budgetReason(budget: BudgetReached | undefined): string {
  const each = 'Each further task is asked about.';
  if (!budget) return `more was spent than the budget allows. ${each}`;
  const { of, limitUsd, spentUsd } = budget;
  return `${WHAT[of]} ${money(spentUsd)}, and its budget is ${money(limitUsd)} (budget.${of}_usd). ${each}`;
}

const WHAT: Readonly<Record<BudgetReached['of'], string>> = {
  session: 'this session has cost',
  day: 'today has cost',
};
