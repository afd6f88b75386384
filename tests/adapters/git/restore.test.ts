import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { found, stageWith, undo } from './stage.ts';

describe('a restore', () => {
  it('gives back the files as they were, and what stood there after that', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'gone/deep/b.txt': 'b', 'c.txt': 'c', '.gitignore': '*.log\n' });
    stage.write('c.txt', 'staged');
    stage.git('add', 'c.txt');
    stage.write('untracked.txt', 'u');
    stage.write('x.log', 'ignored');
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    const [before, operators] = [stage.disk(), stage.operators()];
    stage.write('a.txt', 'changed');
    stage.remove('gone');
    stage.write('gone', 'now a file');
    stage.write('made/by/task.txt', 'm');
    chmodSync(join(stage.top, 'c.txt'), 0o755);
    renameSync(join(stage.top, 'untracked.txt'), join(stage.top, 'renamed.txt'));
    symlinkSync('a.txt', join(stage.top, 'link'));
    const changed = stage.disk();
    const expected = await checkpoints.look();
    expect(await checkpoints.overwritten({ target, expected })).toEqual([]);
    const undone = await undo(checkpoints, target, expected);
    expect(undone).toMatchObject({
      kind: 'restored',
      before: { ref: 'refs/greenlight/s/undo', tree: expected.tree },
      after: { tree: target.tree },
    });
    expect([stage.disk(), stage.operators()]).toEqual([before, operators]);
    expect(existsSync(join(stage.top, 'made'))).toBe(false);
    const redone = await undo(checkpoints, await found(checkpoints, 'undo'), target, { keepAs: 'redo' });
    expect(redone.kind).toBe('restored');
    expect([stage.disk(), stage.operators()]).toEqual([changed, operators]);
  });

  it('names what somebody else changed and touches nothing, unless it is forced', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    for (const path of ['a.txt', 'b.txt']) stage.write(path, 'task');
    stage.write('made.txt', 'task');
    const expected = await checkpoints.look();
    stage.write('a.txt', 'by hand');
    stage.write('made.txt', 'by hand');
    stage.write('b.txt', 'b');
    stage.write('hand.txt', 'by hand, and new');
    const disk = stage.disk();
    const paths = ['a.txt', 'hand.txt', 'made.txt'];
    expect(await checkpoints.overwritten({ target, expected })).toEqual(paths);
    expect(await undo(checkpoints, target, expected)).toEqual({ kind: 'moved', paths });
    expect(stage.disk()).toEqual(disk);
    expect(await checkpoints.find('s', 'undo')).toBeUndefined();
    expect(await undo(checkpoints, target, expected, { force: true })).toMatchObject({ kind: 'restored' });
    expect((await checkpoints.look()).tree).toBe(target.tree);
    expect(stage.git('cat-file', 'blob', 'refs/greenlight/s/undo:hand.txt')).toBe('by hand, and new');
  });

  it('lets ignored files stay, also those that the attempt no longer ignored', async () => {
    const stage = stageWith({ 'a.txt': 'a', '.gitignore': 'dist/\n*.log\n' });
    stage.write('dist/x.js', 'x');
    stage.write('old.log', 'l');
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    const before = stage.disk();
    stage.remove('.gitignore');
    stage.write('sub/.gitignore', '!x.log\n');
    stage.write('made.txt', 'm');
    const expected = await checkpoints.look();
    expect((await checkpoints.changes(target, expected)).files.map(({ path }) => path)).toContain(
      'dist/x.js',
    );
    expect(await undo(checkpoints, target, expected)).toMatchObject({ after: { tree: target.tree } });
    expect(stage.disk()).toEqual(before);
  });

  it('brings back a file that the attempt changed and ignored', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    stage.write('out/x', 'x');
    const target = await stage.fresh().keep('s', '1-1');
    const before = stage.disk();
    stage.write('.gitignore', 'out/\n');
    stage.write('out/x', 'changed');
    stage.write('out/y', 'ignored');
    const changed = stage.disk();
    // Another process whose index is made anew does not see what is ignored.
    stage.remove('.git/greenlight/git/index');
    const expected = await stage.fresh().look();
    const result = await undo(stage.fresh(), target, expected, { force: true });
    expect(result).toMatchObject({ kind: 'restored', after: { tree: target.tree } });
    expect(stage.disk()).toEqual(before);
    expect(stage.git('cat-file', 'blob', 'refs/greenlight/s/undo:out/x')).toBe('changed');
    const redone = await undo(stage.fresh(), await found(stage.fresh(), 'undo'), target, { keepAs: 'redo' });
    expect(redone.kind).toBe('restored');
    expect(stage.disk()).toEqual(changed);
  });

  it('takes away what the attempt made and ignored by rules of its own', async () => {
    const stage = stageWith({ 'a.txt': 'a', '.gitignore': '*.log\n' });
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    const before = stage.disk();
    stage.write('sub/.gitignore', 'node_modules/\n');
    stage.write('sub/node_modules/x/index.js', 'x');
    stage.write('sub/main.js', 'm');
    const changed = stage.disk();
    const expected = await checkpoints.look();
    expect(await checkpoints.overwritten({ target, expected })).toEqual([]);
    expect((await checkpoints.look()).tree).toBe(expected.tree);
    expect(await undo(checkpoints, target, expected)).toMatchObject({
      kind: 'restored',
      after: { tree: target.tree },
    });
    expect(stage.disk()).toEqual(before);
    await undo(checkpoints, await found(checkpoints, 'undo'), target, { keepAs: 'redo' });
    expect(stage.disk()).toEqual(changed);
    expect((await checkpoints.look()).tree).toBe(expected.tree);
  });

  it('keeps ignored files that stand where a file or a folder is to be', async () => {
    const stage = stageWith({ '.gitignore': 'place\nfile\n' });
    stage.write('place/a.txt', 'a');
    stage.write('file', 'f');
    stage.git('add', '-f', '.');
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    const before = stage.disk();
    stage.git('rm', '-rqf', 'place', 'file');
    stage.write('place', 'an ignored file');
    stage.write('file/deep/x', 'in an ignored folder');
    const expected = await checkpoints.look();
    const paths = ['file/deep/x', 'place'];
    expect(await checkpoints.overwritten({ target, expected })).toEqual(paths);
    expect(await undo(checkpoints, target, expected)).toEqual({ kind: 'moved', paths });
    expect((await checkpoints.look()).tree).toBe(expected.tree);
    expect(await undo(checkpoints, target, expected, { force: true })).toMatchObject({ kind: 'restored' });
    expect(stage.disk()).toEqual(before);
    const kept = 'refs/greenlight/s/undo';
    expect(stage.git('cat-file', 'blob', `${kept}:place`)).toBe('an ignored file');
    expect(stage.git('cat-file', 'blob', `${kept}:file/deep/x`)).toBe('in an ignored folder');
  });

  it('writes through no symbolic link that stands where a folder was', async () => {
    const stage = stageWith({ 'place/a.txt': 'a' });
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    stage.remove('place');
    symlinkSync(stage.home, join(stage.top, 'place'));
    const expected = await checkpoints.look();
    expect(await undo(checkpoints, target, expected)).toMatchObject({ kind: 'restored' });
    expect(existsSync(join(stage.home, 'a.txt'))).toBe(false);
    expect(stage.read('place/a.txt')).toBe('a');
  });

  it('leaves Greenlight’s own files alone, also when an older state has them', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'state.json': '1' });
    const target = await stage.fresh().keep('s', '1-1');
    stage.write('a.txt', 'changed');
    stage.write('state.json', '2');
    const checkpoints = stage.fresh({ ownPaths: [join(stage.top, 'state.json')] });
    const result = await undo(checkpoints, target, await checkpoints.look());
    expect(result).toMatchObject({ kind: 'restored' });
    expect([stage.read('a.txt'), stage.read('state.json')]).toEqual(['a', '2']);
  });

  it('keeps the permissions that git does not know of', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'b.sh': 'b' });
    chmodSync(join(stage.top, 'a.txt'), 0o600);
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    const before = stage.disk();
    stage.write('a.txt', 'changed');
    await undo(checkpoints, target, await checkpoints.look());
    expect(stage.disk()).toEqual(before);
  });

  it('never puts another state in the place of one that it kept, and does nothing twice', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    stage.write('a.txt', 'task');
    const expected = await checkpoints.look();
    const first = await undo(checkpoints, target, expected);
    expect(await undo(stage.fresh(), target, expected)).toEqual(first);
    stage.write('a.txt', 'task again');
    const second = await undo(checkpoints, target, await checkpoints.look());
    expect(second).toMatchObject({ before: { ref: 'refs/greenlight/s/undo-2' } });
    expect(stage.git('cat-file', 'blob', 'refs/greenlight/s/undo:a.txt')).toBe('task');
    expect(stage.git('cat-file', 'blob', 'refs/greenlight/s/undo-2:a.txt')).toBe('task again');
  });

  it('is refused with a sentence where it cannot be exact', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'b.txt': 'b' });
    const checkpoints = stage.fresh();
    const target = await checkpoints.keep('s', '1-1');
    stage.write('made/x', 'x');
    execFileSync('git', ['init', '-q', 'made/repo'], { cwd: stage.top });
    const disk = stage.disk();
    expect(await undo(checkpoints, target, await checkpoints.look(), { force: true })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('made/repo'),
    });
    expect(stage.disk()).toEqual(disk);
    stage.remove('made');
    stage.remove('a.txt');
    execFileSync('mkfifo', [join(stage.top, 'a.txt')]);
    expect(await undo(checkpoints, target, await checkpoints.look())).toMatchObject({
      kind: 'refused',
      sentence: 'a.txt is neither a file nor a link, and stands where a file is to be: remove it first.',
    });
    expect(lstatSync(join(stage.top, 'a.txt')).isFIFO()).toBe(true);
    const lost = { tree: '1'.repeat(40) };
    expect(await undo(checkpoints, lost, lost)).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('no longer in the repository'),
    });
  });

  it('works without a commit, from a folder of the repository, and when there is nothing to do', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    mkdirSync(join(stage.top, 'app'));
    const checkpoints = stage.fresh({ directory: join(stage.top, 'app') });
    const target = await checkpoints.keep('s', '1-1');
    expect(await undo(checkpoints, target, target)).toMatchObject({
      kind: 'restored',
      after: { tree: target.tree },
    });
    stage.write('a.txt', 'changed');
    await undo(checkpoints, target, await checkpoints.look(), { keepAs: 'undo-b' });
    expect(stage.read('a.txt')).toBe('a');
  });
});
