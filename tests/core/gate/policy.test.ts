import { describe, expect, it } from '@jest/globals';
import type { AskedCall } from '../../../src/core/attempt/index.ts';
import {
  budgetReached,
  closingGate,
  decisionsAt,
  passageTo,
  type GateRules,
  type GateSubject,
} from '../../../src/core/gate/index.ts';

const modes = ['required', 'auto', 'manual'] as const;
const types = ['database', 'documentation', 'backend', undefined] as const;
const explicits = [true, false, undefined] as const;

const flagNames = ['blocked', 'first', 'repeated', 'rework', 'leashed', 'overBudget'] as const;
type Flags = Record<(typeof flagNames)[number], boolean>;

/** Every combination of the flags. */
const allFlags = Array.from(
  { length: 2 ** flagNames.length },
  (_, bits) => Object.fromEntries(flagNames.map((name, bit) => [name, (bits & (1 << bit)) !== 0])) as Flags,
);

const rulesOf = (mode: GateRules['mode']): GateRules => ({
  mode,
  checkpointAfter: ['database'],
  autoApprove: ['documentation'],
});

/** The rules of the specification, written a second time as one ladder of texts. */
function expected(
  mode: string,
  type: string | undefined,
  explicit: boolean | undefined,
  flags: Flags,
  previousType: string | undefined,
): string {
  const ladder: readonly (readonly [boolean, string])[] = [
    [flags.rework, 'gate rework'],
    [flags.first && mode === 'required', 'gate begin'],
    [flags.first && mode === 'manual', 'gate begin'],
    [flags.first && flags.repeated, 'gate begin'],
    [flags.blocked, 'gate blocked'],
    [flags.overBudget, 'gate budget'],
    [previousType === 'database', 'gate checkpoint'],
    [explicit === true, 'gate explicit'],
    [flags.leashed, 'free leash'],
    [mode === 'manual', 'gate manual'],
    [explicit === false, 'free task'],
    [type === 'documentation', 'free type'],
    [mode === 'auto', 'free mode'],
    [true, 'gate required'],
  ];
  return ladder.find(([applies]) => applies)?.[1] ?? '';
}

describe('the gate policy', () => {
  const rows = modes.flatMap((mode) =>
    types.flatMap((type) =>
      explicits.flatMap((explicit) => types.map((previous) => ({ mode, type, explicit, previous }))),
    ),
  );

  it.each(rows)('$mode, type $type, requires approval $explicit, after $previous', (row) => {
    for (const flags of allFlags) {
      const task = { type: row.type, requiresApproval: row.explicit, previousType: row.previous, ...flags };
      const passage = passageTo(task, rulesOf(row.mode));
      const text = passage.gate ? `gate ${passage.why}` : `free ${passage.by}`;
      expect({ flags, text }).toEqual({
        flags,
        text: expected(row.mode, row.type, row.explicit, flags, row.previous),
      });
    }
  });

  it.each([
    [false, 'backend', undefined],
    [false, undefined, undefined],
    [false, 'database', 'checkpoint'],
    [true, 'backend', 'rework'],
    [true, 'database', 'rework'],
  ])('the end, after going back %s and a last task of type %s: %s', (rework, lastType, why) => {
    expect(closingGate({ rework, lastType }, rulesOf('auto'))).toBe(why);
  });

  const call: AskedCall = {
    ...{ id: 'toolu_1', kind: 'permission', tool: 'Bash', digest: 'd' },
    ...{ detail: 'npm install', why: 'No rule allows it.' },
  };
  const question: AskedCall = { ...call, kind: 'question', tool: 'AskUserQuestion' };
  const about = { task: 1, epoch: 1 } as const;
  const hold = { cause: 'usage', since: '', tries: 0 } as const;

  it.each<readonly [GateSubject, boolean, string]>([
    [{ kind: 'start', why: 'begin', task: 2 }, true, 'approve skip retry'],
    [{ kind: 'start', why: 'budget', task: 2 }, false, 'approve skip'],
    [{ kind: 'closing', why: 'rework', task: 2 }, true, 'approve retry'],
    [{ kind: 'closing', why: 'rework', task: 2 }, false, 'approve'],
    [{ kind: 'doubt', ...about }, false, 'approve skip retry'],
    [{ kind: 'plan', ...about }, false, 'approve skip retry'],
    [{ kind: 'failure', ...about }, false, 'retry skip'],
    [{ kind: 'limit', ...about, ...hold }, false, 'retry wait skip'],
    [{ kind: 'ask', ...about, call }, false, 'allow deny skip'],
    [{ kind: 'ask', ...about, call: question }, false, 'answer deny skip'],
  ])('a gate about %j (a completed task before it: %s) takes %s', (subject, retry, decisions) => {
    const ways = { retry, undo: false, redo: false, reload: false };
    expect(decisionsAt(subject, ways).join(' ')).toBe(decisions);
    expect(decisionsAt(subject, { ...ways, undo: true }).join(' ')).toBe(`${decisions} undo`);
    expect(decisionsAt(subject, { ...ways, reload: true, redo: true }).join(' ')).toBe(
      `${decisions} redo reload`,
    );
  });

  it.each([
    [call, 'allow deny'],
    [question, 'answer deny'],
  ])('what a running attempt asks takes an answer alone: %j', (asked, decisions) => {
    const ways = { retry: true, undo: true, redo: true, reload: true };
    expect(decisionsAt({ kind: 'ask', ...about, call: asked, live: true }, ways).join(' ')).toBe(decisions);
  });
});

describe('a budget', () => {
  const spent = { sessionUsd: 3, todayUsd: 7 };

  it.each([
    [{}, undefined],
    [{ sessionUsd: 3.01, dayUsd: 7.01 }, undefined],
    [{ sessionUsd: 3 }, { of: 'session', limitUsd: 3, spentUsd: 3 }],
    [{ dayUsd: 7 }, { of: 'day', limitUsd: 7, spentUsd: 7 }],
    [
      { sessionUsd: 2, dayUsd: 5 },
      { of: 'session', limitUsd: 2, spentUsd: 3 },
    ],
    [{ sessionUsd: 0 }, { of: 'session', limitUsd: 0, spentUsd: 3 }],
  ] as const)('of %j is reached: %j', (rules, reached) => {
    expect(budgetReached(rules, spent)).toEqual(reached);
  });
});
