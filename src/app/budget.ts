import type { BudgetGiven } from '../core/attempt/index.ts';
import type { GateRules } from '../core/gate/index.ts';
import { spent, taskOf, type OpenSession } from '../core/session/index.ts';
import type { Task } from '../core/task/index.ts';
import type { ProjectState } from './project-state.ts';

/** What was spent on `day` so far, in US dollars. */
export const spentOn = ({ spending }: Pick<ProjectState, 'spending'>, day: string): number =>
  spending?.day === day ? spending.usd : 0;

/** So little of a budget is left by rounding only. */
const USED_UP = 0.01;

/**
 * What an attempt may cost, in US dollars, and of which budget that is left; undefined: nothing was set. A task that has used up its budget, and is let go
 * on, gets the same again; of a session's or a day's only what is left counts, because beyond it a person has said yes.
 */
export function attemptBudget(
  task: Pick<Task, 'number' | 'budgetUsd'>,
  session: OpenSession,
  todayUsd: number,
  { sessionUsd, dayUsd }: Pick<GateRules, 'sessionUsd' | 'dayUsd'>,
): (BudgetGiven & { readonly usd: number }) | undefined {
  const { budgetUsd } = task;
  const { costUsd } = taskOf(session, task.number);
  const left = (
    of: BudgetGiven['of'],
    limitUsd: number | undefined,
    usd: (limitUsd: number) => number,
  ): readonly (BudgetGiven & { readonly usd: number })[] =>
    limitUsd === undefined ? [] : [{ of, limitUsd, usd: usd(limitUsd) }];
  const limits = [
    ...left('task', budgetUsd, (usd) => usd * (Math.floor(costUsd / usd + USED_UP) + 1) - costUsd),
    ...left('session', sessionUsd, (usd) => usd - spent(session)),
    ...left('day', dayUsd, (usd) => usd - todayUsd),
  ].filter(({ usd }) => usd > 0);
  return limits.toSorted((a, b) => a.usd - b.usd)[0];
}
