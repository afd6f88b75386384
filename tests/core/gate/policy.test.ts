import { describe, expect, it } from '@jest/globals';
import { closingGate, decisionsAt, passageTo, type GateRules } from '../../../src/core/gate/index.ts';

const modes = ['required', 'auto', 'manual'] as const;
const types = ['database', 'documentation', 'backend', undefined] as const;
const explicits = [true, false, undefined] as const;

const flagNames = ['blocked', 'first', 'repeated', 'rework', 'leashed'] as const;
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

  it.each([
    ['start', true, 'approve skip retry'],
    ['start', false, 'approve skip'],
    ['closing', true, 'approve retry'],
    ['closing', false, 'approve'],
    ['doubt', false, 'approve skip retry'],
    ['failure', false, 'retry skip'],
    ['limit', false, 'retry skip'],
  ] as const)('a gate of kind %s (a completed task before it: %s) takes %s', (kind, retry, decisions) => {
    const ways = { retry, undo: false, redo: false, reload: false };
    expect(decisionsAt(kind, ways).join(' ')).toBe(decisions);
    expect(decisionsAt(kind, { ...ways, undo: true }).join(' ')).toBe(`${decisions} undo`);
    expect(decisionsAt(kind, { ...ways, reload: true, redo: true }).join(' ')).toBe(
      `${decisions} redo reload`,
    );
  });
});
