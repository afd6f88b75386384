import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Checkpoints, TreeState } from '../../../src/app/ports/checkpoints.ts';
import { perform, randomCase, type RandomCase } from './random-work.ts';
import { createStage, found, undo, type Stage } from './stage.ts';

type Disk = Readonly<Record<string, string>>;

/** Keep, change, undo, redo, and undo again, as often as it is asked for. */
export async function roundTrips(cases: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(randomCase, async (random) => {
      const stage = createStage();
      try {
        await roundTrip(stage, random);
      } finally {
        rmSync(dirname(stage.top), { recursive: true, force: true });
      }
    }),
    { numRuns: cases },
  );
}

async function roundTrip(stage: Stage, random: RandomCase): Promise<void> {
  begin(stage, random);
  const checkpoints = stage.fresh();
  const [before, operators] = [stage.disk(), stage.operators()];
  const visible = visibleIn(stage, before);
  const target = await checkpoints.keep('s', '1-1');
  perform(stage.top, random.task);
  const [changed, expected] = [stage.disk(), await checkpoints.look()];
  expect(stage.operators()).toEqual(operators);

  const undone = await undoWhole({ stage, checkpoints }, target, expected, 'undo');
  const after = stage.disk();
  expect(visibleIn(stage, after)).toEqual(visible);
  expect([undone.tree, (await checkpoints.look()).tree]).toEqual([target.tree, target.tree]);
  for (const path of Object.keys(before).filter((each) => !(each in visible)))
    expect(after[path]).toEqual(changed[path]);

  await undoWhole({ stage, checkpoints }, await found(checkpoints, 'undo'), undone, 'redo');
  // What the task deleted and ignores from then on may stay: ignored files are nobody's to remove.
  const whole = stage.disk();
  const shown = visibleIn(stage, whole);
  const kept = Object.keys(whole).filter((path) => path in changed || path in shown);
  expect(Object.fromEntries(kept.map((path) => [path, whole[path]]))).toEqual(changed);
  const redone = await stage.fresh().look();
  await undoWhole({ stage, checkpoints }, target, redone, 'again');
  expect(stage.disk()).toEqual(after);
  expect(stage.operators()).toEqual(operators);
}

/** A file in the way that was ignored all the time has to be forced: nobody knows whose it is. */
async function undoWhole(
  { stage, checkpoints }: { readonly stage: Stage; readonly checkpoints: Checkpoints },
  target: TreeState,
  expected: TreeState,
  keepAs: string,
): Promise<TreeState> {
  const disk = stage.disk();
  const first = await undo(checkpoints, target, expected, { keepAs });
  if (first.kind === 'restored') return first.after;
  expect(first.kind).toBe('moved');
  expect(stage.disk()).toEqual(disk);
  const forced = await undo(checkpoints, target, expected, { keepAs, force: true });
  if (forced.kind !== 'restored') throw new Error(JSON.stringify(forced));
  return forced.after;
}

function begin(stage: Stage, { committed, staged, unstaged, detached }: RandomCase): void {
  perform(stage.top, committed);
  stage.git('add', '-A');
  stage.git('commit', '-q', '--allow-empty', '-m', 'first');
  if (detached) stage.git('checkout', '-q', '--detach');
  perform(stage.top, staged);
  stage.git('add', '-A');
  perform(stage.top, unstaged);
}

/** What the operator's own git has or would have. */
function visibleIn(stage: Stage, disk: Disk): Disk {
  const paths = new Set(stage.git('ls-files', '-z', '-co', '--exclude-standard').split('\0'));
  return Object.fromEntries(Object.entries(disk).filter(([path]) => paths.has(path)));
}
