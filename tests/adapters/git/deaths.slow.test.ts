import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { useMortals } from './mortal.ts';
import { found, stageWith, undo, type Stage } from './stage.ts';

const dies = useMortals();
const MOST_STEPS = 30;
const LIMIT_MS = 180_000;

/** One stage for each step: at the first that is not reached all have been. */
async function atEachStep(play: (at: number) => Promise<boolean>, least: number): Promise<void> {
  let at = 1;
  while (await play(at)) {
    at += 1;
    expect(at).toBeLessThan(MOST_STEPS);
  }
  expect(at).toBeGreaterThan(least);
}

const leftovers = (stage: Stage): readonly string[] =>
  readdirSync(join(stage.top, '.git/greenlight'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /lock$|^work-/.test(name),
  );

const FILES = { 'a.txt': 'a', 'b.txt': 'b', 'gone/c.txt': 'c', '.gitignore': '*.log\n' };

/** A task that has changed things, and the state before. */
async function afterTask() {
  const stage = stageWith(FILES);
  stage.write('b.txt', 'staged');
  stage.git('add', 'b.txt');
  stage.write('x.log', 'ignored');
  const checkpoints = stage.fresh();
  const target = await checkpoints.keep('s', '1-1');
  const before = stage.disk();
  stage.write('a.txt', 'task');
  stage.remove('gone');
  stage.write('made/.gitignore', 'out\n');
  stage.write('made/out', 'ignored by the task');
  const expected = await checkpoints.look();
  return { stage, target, expected, before, changed: stage.disk(), operators: stage.operators() };
}

describe('SIGKILL between every two steps', () => {
  it(
    'of keep: it can be kept again, and nothing of the operator is touched',
    async () => {
      await atEachStep(async (at) => {
        const stage = stageWith(FILES);
        stage.write('new.txt', 'new');
        const [disk, operators] = [stage.disk(), stage.operators()];
        const died = dies(stage, { method: 'keep', args: ['s', '1-1'], at });
        const checkpoints = stage.fresh();
        const kept = await checkpoints.find('s', '1-1');
        expect(await checkpoints.keep('s', '1-1')).toMatchObject({ tree: kept?.tree ?? expect.any(String) });
        expect([stage.disk(), stage.operators(), leftovers(stage)]).toEqual([disk, operators, []]);
        return died;
      }, 3);
    },
    LIMIT_MS,
  );

  it(
    'of restore: it is done or not begun, and what stood there is kept',
    async () => {
      await atEachStep(async (at) => {
        const { stage, target, expected, before, changed, operators } = await afterTask();
        const request = { session: 's', target, expected, keepAs: 'undo', force: false };
        const died = dies(stage, { method: 'restore', args: [request], at });
        const checkpoints = stage.fresh();
        expect(await checkpoints.check()).toEqual({ ok: true });
        const disk = stage.disk();
        expect([before, changed]).toContainEqual(disk);
        if (Object.keys(disk).length === Object.keys(before).length) await found(checkpoints, 'undo');
        const again = await stage.fresh().restore(request);
        expect(again).toMatchObject({ kind: 'restored', before: { ref: 'refs/greenlight/s/undo' } });
        expect([stage.disk(), stage.operators(), leftovers(stage)]).toEqual([before, operators, []]);
        const redone = await undo(checkpoints, await found(checkpoints, 'undo'), target, { keepAs: 'redo' });
        expect(redone.kind).toBe('restored');
        expect(stage.disk()).toEqual(changed);
        return died;
      }, 7);
    },
    LIMIT_MS,
  );

  it(
    'of the end of an interrupted restore: the next process ends it',
    async () => {
      await atEachStep(async (at) => {
        const { stage, target, expected, before, changed } = await afterTask();
        const request = { session: 's', target, expected, keepAs: 'undo', force: false };
        expect(dies(stage, { method: 'restore', args: [request], at: 3 })).toBe(true);
        expect(stage.disk()).toEqual(changed);
        stage.write('a.txt', '');
        stage.write('b.txt', 'by hand');
        const died = dies(stage, { method: 'look', args: [], at });
        const told: string[] = [];
        await stage.fresh({ tell: (sentence) => told.push(sentence) }).look();
        expect(stage.disk()).toEqual({ ...before, 'b.txt': stage.disk()['b.txt'] });
        expect(stage.read('b.txt')).toBe('by hand');
        if (at === 1)
          expect(told.join()).toMatch(
            /b\.txt was changed in between .* refs\/greenlight\/s\/undo-interrupted/,
          );
        expect(stage.git('show', 'refs/greenlight/s/undo-interrupted:b.txt')).toBe('by hand');
        expect((await found(stage.fresh(), 'undo')).tree).not.toBe(target.tree);
        return died;
      }, 4);
    },
    LIMIT_MS,
  );

  it(
    'of commit: there is one or none, and never a lock or a staged reversal',
    async () => {
      await atEachStep(async (at) => {
        const { stage, target: from, expected: to } = await afterTask();
        const before = stage.git('status', '--porcelain');
        const head = stage.git('rev-parse', 'HEAD').trim();
        const request = { from, to, message: 'Task\n' };
        const died = dies(stage, { method: 'commit', args: [request], at });
        const checkpoints = stage.fresh();
        expect(await checkpoints.check()).toEqual({ ok: true });
        expect(existsSync(join(stage.top, '.git/index.lock'))).toBe(false);
        const moved = stage.git('rev-parse', 'HEAD').trim() !== head;
        expect(stage.git('status', '--porcelain')).toBe(moved ? 'M  b.txt\n' : before);
        expect((await stage.fresh().commit(request)).kind).toBe('committed');
        expect(stage.git('rev-parse', 'HEAD~1').trim()).toBe(head);
        expect(stage.git('status', '--porcelain')).toBe('M  b.txt\n');
        expect(leftovers(stage)).toEqual([]);
        return died;
      }, 5);
    },
    LIMIT_MS,
  );

  it(
    'of the end of an interrupted commit: the operator’s later staging stays',
    async () => {
      await atEachStep(async (at) => {
        const { stage, target: from, expected: to } = await afterTask();
        const request = { from, to, message: 'Task\n' };
        // The branch has moved, the index has not.
        expect(dies(stage, { method: 'commit', args: [request], at: 3 })).toBe(true);
        stage.remove('.git/index.lock');
        stage.write('a.txt', 'staged by hand');
        stage.git('add', 'a.txt');
        const died = dies(stage, { method: 'look', args: [], at });
        await stage.fresh().look();
        expect(stage.git('status', '--porcelain')).toBe('M  a.txt\nM  b.txt\n');
        return died;
      }, 1);
    },
    LIMIT_MS,
  );
});
