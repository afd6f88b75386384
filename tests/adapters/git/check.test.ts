import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createStage, stageWith, temporaryFolder, undo, type Stage } from './stage.ts';

const sentence = (text: string) => expect.stringContaining(text);
const refused = (text: string) => ({ ok: false, kind: 'refused', sentence: sentence(text) });

/** A git before the real one on the PATH that fails at one command. */
function brokenGit(stage: Stage, command: string, complaint: string): Readonly<Record<string, string>> {
  const bin = temporaryFolder();
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh\nfor word; do [ "$word" = ${command} ] && { echo "${complaint}" >&2; exit 128; }; done\nexec ${real} "$@"\n`;
  writeFileSync(join(bin, 'git'), script);
  chmodSync(join(bin, 'git'), 0o755);
  return { ...stage.env, PATH: `${bin}:${stage.env['PATH'] ?? ''}` };
}

describe('whether states can be kept', () => {
  it('is no where there is no repository, no git and no folder', async () => {
    const stage = createStage({ init: false });
    const none = (text: string) => ({ ok: false, kind: 'none', sentence: sentence(text) });
    expect(await stage.fresh().check()).toEqual(none('There is no git repository at'));
    expect(await stage.fresh({ env: { ...stage.env, PATH: stage.top } }).check()).toEqual(
      none('not found on the PATH'),
    );
    expect(await stage.fresh({ directory: join(stage.top, 'x') }).check()).toEqual(none('does not exist'));
    await expect(stage.fresh().look()).rejects.toThrow('There is no git repository');
    stage.git('init', '-q');
    expect(await stage.fresh().check()).toEqual({ ok: true });
  });

  it('is no in a folder that the repository ignores', async () => {
    const stage = stageWith({ '.gitignore': '/app/\n', 'a.txt': 'a' });
    mkdirSync(join(stage.top, 'app'));
    expect(await stage.fresh({ directory: join(stage.top, 'app') }).check()).toMatchObject({
      kind: 'none',
      sentence: sentence('The directory app is ignored'),
    });
  });

  it('is refused where files only look like a repository', async () => {
    const stage = createStage({ init: false });
    stage.write('HEAD', 'ref: refs/heads/main');
    for (const name of ['objects', 'refs']) mkdirSync(join(stage.top, name));
    stage.write('config', '[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n');
    expect(await stage.fresh().check()).toEqual(refused('without a working tree'));
  });

  it('is refused in a bare repository, and in one of somebody else', async () => {
    const stage = createStage({ init: false });
    stage.git('init', '-q', '--bare');
    expect(await stage.fresh().check()).toEqual(refused('without a working tree'));
    const env = brokenGit(stage, 'rev-parse', 'fatal: detected dubious ownership in repository at x');
    expect(await stage.fresh({ env }).check()).toEqual(refused('safe.directory'));
  });

  it('is refused while there are conflicts', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    stage.git('checkout', '-q', '-b', 'side');
    stage.write('a.txt', 'side');
    stage.git('commit', '-qam', 'side');
    stage.git('checkout', '-q', 'main');
    stage.write('a.txt', 'main');
    stage.git('commit', '-qam', 'main');
    expect(() => stage.git('merge', '-q', 'side')).toThrow();
    expect(await stage.fresh().check()).toEqual(refused('conflicts that are not resolved (a.txt)'));
  });

  it('is refused with a repository inside that is no submodule, with a commit or without', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    const checkpoints = stage.fresh();
    stage.git('init', '-q', 'in/new');
    expect(await checkpoints.check()).toEqual(refused('in/new in '));
    stage.git('-C', 'in/new', 'commit', '-q', '--allow-empty', '-m', 'one');
    expect(await checkpoints.check()).toEqual(refused('in/new in '));
    stage.write('.gitignore', 'in/\n');
    expect(await stage.fresh().check()).toEqual({ ok: true });
  });

  it('is yes with a clean submodule, and refused with a dirty one', async () => {
    const lib = stageWith({ 'l.txt': 'l' });
    const stage = stageWith({ 'a.txt': 'a' });
    stage.git('submodule', '--quiet', 'add', lib.top, 'lib dir');
    stage.git('commit', '-qm', 'submodule');
    const checkpoints = stage.fresh();
    expect(await checkpoints.check()).toEqual({ ok: true });
    const target = await checkpoints.keep('s', '1-1');
    expect(stage.git('ls-tree', target.tree, 'lib dir')).toMatch(/^160000 commit/);
    stage.write('a.txt', 'changed');
    const first = await checkpoints.look();
    expect((await undo(checkpoints, target, first)).kind).toBe('restored');
    stage.write('lib dir/l.txt', 'changed');
    expect(await checkpoints.check()).toEqual(refused('The submodule lib dir has changes'));
    stage.git('-C', 'lib dir', 'commit', '-qam', 'moved');
    expect(await checkpoints.check()).toEqual({ ok: true });
    const moved = await checkpoints.look();
    expect(await undo(checkpoints, target, moved, { force: true, keepAs: 'x' })).toMatchObject({
      kind: 'refused',
      sentence: sentence('The submodule lib dir was moved'),
    });
  });

  it('is refused, in git’s words, when it cannot read or write', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    const check = (complaint: string, command = 'add') =>
      stage.fresh({ env: brokenGit(stage, command, complaint) }).check();
    expect(await check("warning: could not open directory 'x/': Permission denied")).toEqual(
      refused('The folder x/ cannot be read: Permission denied.'),
    );
    expect(await check("error: open('x'): Permission denied")).toEqual(
      refused("open('x'): Permission denied."),
    );
    expect(await check('error: unable to write file: No space left on device', 'write-tree')).toEqual(
      refused('No space left on device'),
    );
    stage.write('.GIT/x', 'a name that git cannot have');
    expect(await stage.fresh().check()).toEqual(refused("invalid path '.GIT/x'"));
  });
});
