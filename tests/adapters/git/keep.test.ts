import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createStage, found, stageWith } from './stage.ts';

const listed = (stage: ReturnType<typeof createStage>, tree: string): readonly string[] =>
  stage
    .git('ls-tree', '-r', '-z', '--name-only', tree)
    .split('\0')
    .filter((path) => path !== '');

describe('a kept state', () => {
  it('has tracked and untracked files, not the ignored ones, and touches nothing of the operator', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'src/b.txt': 'b', '.gitignore': '*.log\n' });
    stage.write('new.txt', 'new');
    stage.write('x.log', 'ignored');
    stage.write('a.txt', 'staged');
    stage.git('add', 'a.txt');
    stage.write('a.txt', 'unstaged');
    const [before, disk] = [stage.operators(), stage.disk()];
    const kept = await stage.fresh().keep('s', '1-1');
    expect(kept).toMatchObject({ ref: 'refs/greenlight/s/1-1', branch: 'main' });
    expect(kept.head).toBe(stage.git('rev-parse', 'HEAD').trim());
    expect(listed(stage, kept.tree)).toEqual(['.gitignore', 'a.txt', 'new.txt', 'src/b.txt']);
    expect(stage.git('cat-file', 'blob', `${kept.ref}:a.txt`)).toBe('unstaged');
    expect([stage.operators(), stage.disk()]).toEqual([before, disk]);
    expect(await found(stage.fresh(), '1-1')).toEqual(kept);
    expect(await stage.fresh().find('s', '2-1')).toBeUndefined();
    expect(await stage.fresh().look()).toMatchObject({ tree: kept.tree, head: kept.head, branch: 'main' });
  });

  it('runs no hook, and no filter or line ending of the operator has a part in its bytes', async () => {
    const stage = stageWith({ 'a.txt': 'one\ntwo\n' });
    const alarm = `#!/bin/sh\ntouch ${join(stage.home, 'alarm')}\n`;
    for (const hook of ['pre-commit', 'reference-transaction', 'post-index-change', 'fsmonitor'])
      writeFileSync(join(stage.top, '.git/hooks', hook), alarm, { mode: 0o755 });
    stage.git('config', 'core.autocrlf', 'true');
    stage.git('config', 'core.fsmonitor', join(stage.top, '.git/hooks/fsmonitor'));
    stage.git('config', 'filter.loud.clean', `touch ${join(stage.home, 'alarm')}; cat`);
    stage.git('config', 'filter.loud.required', 'true');
    stage.write('.gitattributes', '*.txt filter=loud ident working-tree-encoding=UTF-16\n');
    stage.write('b.txt', 'one\r\ntwo\n$Id$\n');
    execFileSync('rm', ['-f', join(stage.home, 'alarm')]);
    const kept = await stage.fresh().keep('s', '1-1');
    expect(stage.git('cat-file', 'blob', `${kept.tree}:b.txt`)).toBe('one\r\ntwo\n$Id$\n');
    expect(() => stage.git('cat-file', '-e', `${kept.tree}:a.txt`)).not.toThrow();
    expect(() => execFileSync('ls', [join(stage.home, 'alarm')], { stdio: 'pipe' })).toThrow();
  });

  it('has modes, links and every name that a file can have', async () => {
    const stage = stageWith({});
    stage.git('config', 'core.fileMode', 'false');
    const names = [
      '-n',
      ':(exclude)x',
      'with space',
      'two\nlines',
      'ünï',
      'git~1',
      'a\\b',
      '*',
      '"quoted"',
      '.gitx',
    ];
    for (const name of names) stage.write(name, name);
    writeFileSync(Buffer.concat([Buffer.from(`${stage.top}/`), Buffer.from([0xff, 0xfe])]), 'bytes');
    stage.write('tool', '#!/bin/sh\n');
    chmodSync(join(stage.top, 'tool'), 0o755);
    symlinkSync('nowhere', join(stage.top, 'link'));
    execFileSync('mkfifo', [join(stage.top, 'pipe')]);
    const kept = await stage.fresh().keep('s', '1-1');
    expect(listed(stage, kept.tree)).toEqual(expect.arrayContaining([...names, 'tool', 'link']));
    expect(listed(stage, kept.tree)).toHaveLength(names.length + 3);
    expect(stage.git('ls-tree', kept.tree, 'tool', 'link')).toMatch(/^120000 .*link\n100755 .*tool\n$/);
  });

  it('has what the operator tracks although it is ignored, and the excludes of his settings', async () => {
    const stage = stageWith({ '.gitignore': 'dist/\n' });
    stage.write('dist/kept.js', '1');
    stage.git('add', '-f', 'dist/kept.js');
    stage.write('dist/other.js', '2');
    stage.write('notes.tmp', 'ignored by his settings');
    stage.write('mine.bak', 'ignored by info/exclude');
    writeFileSync(join(stage.home, 'excludes'), '*.tmp\n');
    stage.git('config', '--global', 'core.excludesFile', '~/excludes');
    writeFileSync(join(stage.top, '.git/info/exclude'), '*.bak\n');
    const checkpoints = stage.fresh();
    expect(listed(stage, (await checkpoints.look()).tree)).toEqual(['.gitignore', 'dist/kept.js']);
    stage.write('dist/kept.js', '3');
    const { tree } = await checkpoints.look();
    expect(stage.git('cat-file', 'blob', `${tree}:dist/kept.js`)).toBe('3');
  });

  it('leaves out what is Greenlight’s own, tracked or not, wherever it lies', async () => {
    const stage = stageWith({
      'config.yaml': 'c',
      'tasks/list.md': 't',
      'a[1].txt': 'a',
      'tasks.md': 'not own',
    });
    stage.write('state.json', '1');
    stage.write('state.json.previous', '0');
    stage.write('logs/x/y.log', 'l');
    stage.write('logs/.gitignore', '!*\n');
    symlinkSync(join(stage.top, 'linked-logs'), join(stage.home, 'away'));
    mkdirSync(join(stage.top, 'linked-logs'));
    stage.write('linked-logs/z', 'z');
    const ownPaths = ['config.yaml', 'tasks', 'state.json*', 'logs', 'a[1].txt', '../elsewhere'].map((path) =>
      join(stage.top, path),
    );
    const own = [...ownPaths, join(stage.home, 'away')];
    expect(listed(stage, (await stage.fresh().keep('s', '1-1')).tree)).toHaveLength(9);
    expect(listed(stage, (await stage.fresh({ ownPaths: own }).keep('s', '1-1')).tree)).toEqual(['tasks.md']);
    expect(listed(stage, (await stage.fresh().look()).tree)).toHaveLength(9);
  });

  it('works without a commit, on a detached HEAD, on a renamed branch and in the middle of a merge', async () => {
    const stage = createStage();
    stage.write('a.txt', 'a');
    const checkpoints = stage.fresh();
    expect(await checkpoints.check()).toEqual({ ok: true });
    expect(await checkpoints.keep('s', '0')).toMatchObject({ head: undefined, branch: 'main' });
    expect(await found(checkpoints, '0')).toMatchObject({ head: undefined, branch: 'main' });
    stage.git('add', '-A');
    stage.git('commit', '-q', '-m', 'first');
    stage.git('branch', '-m', 'other/name');
    expect(await checkpoints.keep('s', '1')).toMatchObject({ branch: 'other/name' });
    stage.git('checkout', '-q', '--detach');
    expect(await checkpoints.keep('s', '2')).toMatchObject({ branch: undefined });
    expect(await found(checkpoints, '2')).toMatchObject({ head: stage.git('rev-parse', 'HEAD').trim() });
    stage.git('checkout', '-q', '-b', 'side');
    stage.git('commit', '-q', '--allow-empty', '-m', 'side');
    stage.git('checkout', '-q', 'other/name');
    stage.git('merge', '-q', '--no-ff', '--no-commit', 'side');
    const before = stage.operators();
    expect(await checkpoints.check()).toEqual({ ok: true });
    await checkpoints.keep('s', '3');
    expect(stage.operators()).toEqual(before);
  });

  it('works in a linked working tree, in a folder of the repository, and through a symbolic link', async () => {
    const stage = stageWith({ 'app/a.txt': 'a', 'b.txt': 'b' });
    const linked = join(stage.home, 'linked tree');
    stage.git('worktree', 'add', '-q', '-b', 'side', linked);
    writeFileSync(join(linked, 'c.txt'), 'c');
    const there = await stage.fresh({ directory: linked }).keep('s', 'linked');
    expect(there.branch).toBe('side');
    expect(listed(stage, there.tree)).toEqual(['app/a.txt', 'b.txt', 'c.txt']);
    const below = await stage.fresh({ directory: join(stage.top, 'app') }).keep('s', 'below');
    expect(listed(stage, below.tree)).toEqual(['app/a.txt', 'b.txt']);
    symlinkSync(join(stage.top, 'app'), join(stage.home, 'short'));
    const ownPaths = [join(stage.home, 'short/a.txt')];
    const linkedTo = await stage.fresh({ directory: join(stage.home, 'short'), ownPaths }).look();
    expect(listed(stage, linkedTo.tree)).toEqual(['b.txt']);
  });

  it('works where the path of the repository has spaces and line breaks, and with SHA-256', async () => {
    const stage = createStage({ init: false, name: 'a b\nc' });
    stage.git('init', '-q', '--object-format=sha256');
    stage.write('a.txt', 'a');
    const checkpoints = stage.fresh();
    expect(await checkpoints.check()).toEqual({ ok: true });
    const kept = await checkpoints.keep('s', '1');
    expect(kept.tree).toHaveLength(64);
    expect(await found(checkpoints, '1')).toEqual(kept);
  });

  it('is seen again when git has pruned what no ref held', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    stage.write('new.txt', 'new');
    const checkpoints = stage.fresh();
    const { tree } = await checkpoints.look();
    stage.git('prune', '--expire=now');
    expect(() => stage.git('cat-file', '-e', tree)).toThrow();
    expect((await checkpoints.look()).tree).toBe(tree);
    expect(stage.git('ls-tree', '-r', '--name-only', tree)).toBe('a.txt\nnew.txt\n');
    await checkpoints.keep('s', '1');
    stage.git('fsck', '--strict');
  });

  it('still has a file that was ignored during an attempt, until the second keep after it', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    stage.write('out/x', 'x');
    const checkpoints = stage.fresh();
    const before = await checkpoints.keep('s', '1-1');
    stage.write('.gitignore', 'out/\n');
    stage.write('out/x', 'changed');
    stage.write('out/y', 'made and ignored');
    const after = await checkpoints.look();
    expect((await checkpoints.changes(before, after)).files.map(({ path }) => path)).toEqual([
      '.gitignore',
      'out/x',
    ]);
    expect((await checkpoints.keep('s', '2-1')).tree).toBe(after.tree);
    const later = await checkpoints.keep('s', '3-1');
    expect(listed(stage, later.tree)).toEqual(['.gitignore', 'a.txt']);
    expect((await checkpoints.look()).tree).toBe(later.tree);
  });

  it('does not have a FIFO in the place of a file', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'b.txt': 'b' });
    const checkpoints = stage.fresh();
    await checkpoints.look();
    stage.remove('a.txt');
    execFileSync('mkfifo', [join(stage.top, 'a.txt')]);
    expect(listed(stage, (await checkpoints.look()).tree)).toEqual(['b.txt']);
  });

  it('stays when the repository is moved', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    const kept = await stage.fresh().keep('s', '1');
    const directory = `${stage.top}-moved`;
    renameSync(stage.top, directory);
    expect(await found(stage.fresh({ directory }), '1')).toEqual(kept);
    expect((await stage.fresh({ directory }).look()).tree).toBe(kept.tree);
  });
});

describe('old states', () => {
  it('go with their session when its newest is older', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    const checkpoints = stage.fresh();
    await checkpoints.keep('one', '1-1');
    await checkpoints.keep('one', '2-1');
    const ref = stage.git('rev-parse', 'refs/greenlight/one/1-1').trim();
    const env = { ...stage.env, GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z' };
    const old = execFileSync('git', ['commit-tree', `${ref}^{tree}`, '-m', 'old'], { cwd: stage.top, env });
    stage.git('update-ref', 'refs/greenlight/old/1-1', old.toString().trim());
    stage.git('update-ref', 'refs/greenlight/old/2-1', old.toString().trim());
    stage.git('update-ref', 'refs/greenlight/one/1-1', old.toString().trim());
    expect(await checkpoints.removeOlderThan('2001-01-01T00:00:00.000Z')).toBe(0);
    expect(await checkpoints.removeOlderThan('2020-01-01T00:00:00.000Z')).toBe(2);
    expect(stage.git('for-each-ref', '--format=%(refname)', 'refs/greenlight')).toBe(
      'refs/greenlight/one/1-1\nrefs/greenlight/one/2-1\n',
    );
    expect(await checkpoints.removeOlderThan('2020-01-01T00:00:00.000Z')).toBe(0);
  });
});
