import { afterEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRepository } from '../../../src/adapters/git/check-repository.ts';

const made: string[] = [];
afterEach(() => Promise.all(made.splice(0).map((path) => rm(path, { recursive: true, force: true }))));

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'greenlight-git-'));
  made.push(path);
  return path;
}

const env = { PATH: process.env['PATH'] };
const git = (cwd: string, ...args: readonly string[]): void => {
  const author = ['-c', 'user.name=T', '-c', 'user.email=t@localhost', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...author, ...args], { cwd, env: { ...env, HOME: cwd }, stdio: 'ignore' });
};

describe('what git knows of the working directory', () => {
  it('is the branch and how much has changed', async () => {
    const path = await folder();
    git(path, 'init', '--initial-branch=main');
    expect(await checkRepository(path, env)).toEqual({ kind: 'repository', branch: 'main', changed: 0 });
    await writeFile(join(path, 'new.txt'), 'new');
    expect(await checkRepository(path, env)).toEqual({ kind: 'repository', branch: 'main', changed: 1 });
    git(path, 'add', '.');
    git(path, 'commit', '-m', 'one');
    git(path, 'checkout', '--detach');
    expect(await checkRepository(path, env)).toEqual({ kind: 'repository', branch: undefined, changed: 0 });
  });

  it('is nothing where there is no repository, no folder or no git', async () => {
    const path = await folder();
    expect(await checkRepository(path, env)).toEqual({ kind: 'no-repository' });
    expect(await checkRepository(join(path, 'gone'), env)).toEqual({ kind: 'no-directory' });
    expect(await checkRepository(path, { PATH: path })).toEqual({ kind: 'no-git' });
  });
});
