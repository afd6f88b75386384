import { expect, it } from '@jest/globals';
import type { Checkpoints, TreeState } from '../../../src/app/ports/checkpoints.ts';

/** A working directory with one file, `a.txt`, that is committed. */
export interface CheckpointsBench {
  /** Of a process of its own. */
  readonly fresh: () => Checkpoints;
  /** Somebody works on a file; undefined takes it away. */
  readonly write: (path: string, content: string | undefined) => void;
  /** Every file there is. */
  readonly files: () => Readonly<Record<string, string>>;
  readonly head: () => string;
  /** Somebody commits everything that is there. */
  readonly commit: (message: string) => string;
}

const message = 'The title\n\nGreenlight-Task: 1\n';

/** What the application relies on, whatever keeps the states. */
export function checkpointsContract(open: () => CheckpointsBench): void {
  /** One attempt: `a.txt` is changed, `b.txt` is new. */
  async function afterAttempt() {
    const bench = open();
    const checkpoints = bench.fresh();
    expect(await checkpoints.check()).toEqual({ ok: true });
    const before = await checkpoints.keep('S', '1-1');
    bench.write('a.txt', 'two\n');
    bench.write('b.txt', 'new\n');
    return { ...bench, checkpoints, before, after: await checkpoints.keep('S', '1-1-after') };
  }

  it('keeps what is looked at, and finds it in another process', async () => {
    const { fresh, checkpoints, before, after, head } = await afterAttempt();
    expect(await checkpoints.look()).toMatchObject({ tree: after.tree, head: head(), branch: 'main' });
    expect(before.tree).not.toBe(after.tree);
    expect(await fresh().find('S', '1-1')).toMatchObject({ tree: before.tree, head: head() });
    expect(await fresh().find('S', '1-2')).toBeUndefined();
  });

  it('tells what differs', async () => {
    const { checkpoints, before, after } = await afterAttempt();
    const { files, total } = await checkpoints.changes(before, after);
    expect(files.map(({ path, change }) => [path, change])).toEqual([
      ['a.txt', 'modified'],
      ['b.txt', 'added'],
    ]);
    expect(total).toBe(2);
    expect(await checkpoints.changes(after, after)).toEqual({ files: [], total: 0, added: 0, removed: 0 });
  });

  it('does not know what was never looked at', async () => {
    const { checkpoints, after } = await afterAttempt();
    const unknown: TreeState = { tree: '1'.repeat(40) };
    await expect(checkpoints.changes(unknown, after)).rejects.toThrow();
  });

  it('goes back and forth again, and keeps what stood there', async () => {
    const { checkpoints, before, after, files } = await afterAttempt();
    const back = { session: 'S', target: before, expected: after, keepAs: 'undo-1', force: false };
    expect(await checkpoints.overwritten(back)).toEqual([]);
    expect(await checkpoints.restore(back)).toMatchObject({
      kind: 'restored',
      before: { tree: after.tree },
      after: { tree: before.tree },
    });
    expect(files()).toEqual({ 'a.txt': 'one\n' });
    const left = await checkpoints.find('S', 'undo-1');
    if (!left) throw new Error('nothing was kept');
    const forth = { session: 'S', target: left, expected: before, keepAs: 'redo-1', force: false };
    expect(await checkpoints.restore(forth)).toMatchObject({ kind: 'restored' });
    expect(files()).toEqual({ 'a.txt': 'two\n', 'b.txt': 'new\n' });
  });

  it('asked again, goes back once, and what it kept stays', async () => {
    const { fresh, checkpoints, before, after, files, write } = await afterAttempt();
    const back = { session: 'S', target: before, expected: after, keepAs: 'undo-1', force: true };
    await checkpoints.restore(back);
    expect(await fresh().restore(back)).toMatchObject({ kind: 'restored', before: { tree: after.tree } });
    write('a.txt', 'three\n');
    expect(await fresh().restore(back)).toMatchObject({ kind: 'restored' });
    expect(files()).toEqual({ 'a.txt': 'one\n' });
    expect(await checkpoints.find('S', 'undo-1')).toMatchObject({ tree: after.tree });
  });

  it('overwrites what somebody else changed only when told to', async () => {
    const { checkpoints, before, after, files, write } = await afterAttempt();
    const back = { session: 'S', target: before, expected: after, keepAs: 'undo-1', force: false };
    write('a.txt', 'mine\n');
    write('c.txt', 'mine\n');
    expect(await checkpoints.overwritten(back)).toEqual(['a.txt', 'c.txt']);
    expect(await checkpoints.restore(back)).toEqual({ kind: 'moved', paths: ['a.txt', 'c.txt'] });
    expect(files()).toEqual({ 'a.txt': 'mine\n', 'b.txt': 'new\n', 'c.txt': 'mine\n' });
    expect(await checkpoints.restore({ ...back, force: true })).toMatchObject({ kind: 'restored' });
    expect(files()).toEqual({ 'a.txt': 'one\n' });
  });

  it('commits what a task changed, once', async () => {
    const { fresh, checkpoints, before: from, after: to, head } = await afterAttempt();
    const first = head();
    const { tree } = await checkpoints.look();
    const done = await checkpoints.commit({ from, to, message });
    expect(done).toEqual({ kind: 'committed', commit: head() });
    expect(head()).not.toBe(first);
    expect(await checkpoints.look()).toMatchObject({ tree, head: head() });
    expect(await fresh().commit({ from, to, message })).toEqual(done);
  });

  it('commits nothing where there is nothing, and leaves to others what is theirs', async () => {
    const { checkpoints, before, after, write, commit, head } = await afterAttempt();
    expect(await checkpoints.commit({ from: after, to: after, message })).toEqual({ kind: 'nothing' });
    commit('theirs');
    expect(await checkpoints.commit({ from: before, to: after, message })).toEqual({ kind: 'nothing' });
    write('a.txt', 'other\n');
    const last = commit('theirs again');
    expect(await checkpoints.commit({ from: before, to: after, message })).toMatchObject({ kind: 'refused' });
    expect(head()).toBe(last);
  });

  it('removes what is older', async () => {
    const { checkpoints } = await afterAttempt();
    expect(await checkpoints.removeOlderThan('2020-01-01T00:00:00.000Z')).toBe(0);
    expect(await checkpoints.removeOlderThan('2100-01-01T00:00:00.000Z')).toBe(2);
    expect(await checkpoints.find('S', '1-1')).toBeUndefined();
  });
}
