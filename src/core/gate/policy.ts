import type { BudgetReached, ClosingWhy, StartWhy } from './gate.ts';

/** The rules the operator set in the configuration. */
export interface GateRules {
  readonly mode: 'required' | 'auto' | 'manual';
  /** Task types after which a gate always opens. */
  readonly checkpointAfter: readonly string[];
  /** Task types that need no gate. */
  readonly autoApprove: readonly string[];
  /** In US dollars: what a session, or a day, may cost before each further task is asked about. */
  readonly sessionUsd?: number | undefined;
  readonly dayUsd?: number | undefined;
}

/** What the policy looks at when the session would go on to a task. */
export interface BeforeTask {
  readonly type: string | undefined;
  readonly requiresApproval: boolean | undefined;
  /** A task it depends on was not completed. */
  readonly blocked: boolean;
  /** No attempt was started in this session yet. */
  readonly first: boolean;
  /** The same list was worked through today already. */
  readonly repeated: boolean;
  /** A completed task was gone back to, so what follows is asked about again. */
  readonly rework: boolean;
  /** The type of the task before it, when that task had an attempt. */
  readonly previousType: string | undefined;
  /** A leash covers this task. */
  readonly leashed: boolean;
  /** More was spent than the operator had set. */
  readonly overBudget: boolean;
}

/** Why a task may begin without asking. */
export type FreedBy = 'leash' | 'task' | 'type' | 'mode';

export type Passage =
  { readonly gate: true; readonly why: StartWhy } | { readonly gate: false; readonly by: FreedBy };

/** Whether a task waits for the operator; the first rule that applies decides. */
export function passageTo(task: BeforeTask, rules: GateRules): Passage {
  if (task.rework) return wait('rework');
  if (task.first && (rules.mode !== 'auto' || task.repeated)) return wait('begin');
  if (task.blocked) return wait('blocked');
  if (task.overBudget) return wait('budget');
  if (isCheckpoint(task.previousType, rules)) return wait('checkpoint');
  if (task.requiresApproval === true) return wait('explicit');
  if (task.leashed) return free('leash');
  return byMode(task, rules);
}

function byMode(task: BeforeTask, rules: GateRules): Passage {
  if (rules.mode === 'manual') return wait('manual');
  if (task.requiresApproval === false) return free('task');
  if (task.type !== undefined && rules.autoApprove.includes(task.type)) return free('type');
  return rules.mode === 'auto' ? free('mode') : wait('required');
}

/** Why the end of the session waits for the operator; undefined when it does not. */
export function closingGate(
  last: { readonly rework: boolean; readonly lastType: string | undefined },
  rules: GateRules,
): ClosingWhy | undefined {
  if (last.rework) return 'rework';
  return isCheckpoint(last.lastType, rules) ? 'checkpoint' : undefined;
}

/** What was spent too much of, if anything was. */
export function budgetReached(
  { sessionUsd, dayUsd }: Pick<GateRules, 'sessionUsd' | 'dayUsd'>,
  spent: { readonly sessionUsd: number; readonly todayUsd: number },
): BudgetReached | undefined {
  if (sessionUsd !== undefined && spent.sessionUsd >= sessionUsd) {
    return { of: 'session', limitUsd: sessionUsd, spentUsd: spent.sessionUsd };
  }
  if (dayUsd !== undefined && spent.todayUsd >= dayUsd) {
    return { of: 'day', limitUsd: dayUsd, spentUsd: spent.todayUsd };
  }
  return undefined;
}

const isCheckpoint = (type: string | undefined, rules: GateRules): boolean =>
  type !== undefined && rules.checkpointAfter.includes(type);

const wait = (why: StartWhy): Passage => ({ gate: true, why });
const free = (by: FreedBy): Passage => ({ gate: false, by });
