import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock } from '../../src/adapters/storage/process-lock.ts';
import { projectFindings } from '../../src/commands/project-findings.ts';
import { defaultConfig } from '../../src/config/load-config.ts';
import { initRepository } from '../helpers/git-project.ts';
import { createProject, type Project } from '../helpers/project.ts';

const projects: Project[] = [];
afterEach(() => Promise.all(projects.splice(0).map((project) => project.remove())));

async function staged(): Promise<Project> {
  const project = await createProject('');
  projects.push(project);
  return project;
}

/** The lines of `doctor` about a project whose state is kept elsewhere. */
async function found(
  { root, directory, home }: Project,
  commit = false,
  env: Readonly<Record<string, string | undefined>> = { PATH: process.env['PATH'], HOME: home },
): Promise<readonly string[]> {
  const config = defaultConfig(root);
  const findings = await projectFindings(
    { ...config, project: { name: 'shop', directory }, git: { ...config.git, commit } },
    env,
  );
  return findings.map(({ mark, text }) => `${mark} ${text.replaceAll(directory, 'SHOP')}`);
}

const KEPT = '✅ undo: the files can be kept before and after each attempt (refs/greenlight)';

describe('doctor, of the project', () => {
  it('says that the files of a repository can be kept', async () => {
    const project = await staged();
    const { git } = await initRepository(project);
    expect(await found(project)).toEqual(['✅ project: shop in SHOP, git repository on main, clean', KEPT]);
    expect(await git('status', '--short')).toBe('');
    expect(await git('for-each-ref', 'refs/greenlight')).toBe('');
  });

  it('names what keeps an attempt from starting, and what to do', async () => {
    const project = await staged();
    const { git, write } = await initRepository(project);
    await git('checkout', '--quiet', '-b', 'other');
    await write('README.md', '# Other\n');
    await git('commit', '--quiet', '--all', '--message=Other');
    await git('checkout', '--quiet', 'main');
    await write('README.md', '# Mine\n');
    await git('commit', '--quiet', '--all', '--message=Mine');
    await expect(git('merge', 'other')).rejects.toThrow();
    const [, undo] = await found(project);
    expect(undo).toMatch(/^❌ undo: .*README\.md\): resolve them, .*No attempt starts before that$/);
  });

  it('says what is missing without a repository, and how to get one', async () => {
    const project = await staged();
    expect(await found(project)).toEqual([
      '⚠️ project: shop in SHOP, not a git repository: what a task changes cannot be shown or undone; `git init` there makes it one',
    ]);
  });

  it('says what is missing without git', async () => {
    const project = await staged();
    const [line] = await found(project, false, { PATH: '/nowhere', HOME: project.home });
    expect(line).toMatch(/^⚠️ project: .*git is not installed: .*install git$/);
  });

  it('says that a folder which git ignores cannot be kept', async () => {
    const project = await staged();
    const { write } = await initRepository(project);
    await write('.gitignore', 'build/\n');
    const inside = { ...project, directory: join(project.directory, 'build') };
    await mkdir(inside.directory);
    await write('build/made.txt', '');
    const [, undo] = await found(inside);
    expect(undo).toMatch(/^⚠️ undo: what a task changes cannot be shown or undone\. .* is ignored by /);
  });

  it('leaves a repository alone in which Greenlight runs', async () => {
    const project = await staged();
    await initRepository(project);
    const lock = await acquireLock(defaultConfig(project.root).paths.stateFile);
    if (!lock.ok) throw new Error('the lock is held');
    const [, undo] = await found(project);
    await lock.release();
    expect(undo).toBe(`✅ undo: Greenlight runs (process ${process.pid}) and looks before each attempt`);
    expect((await found(project))[1]).toBe(KEPT);
  });

  it('says where no commit can be made', async () => {
    const project = await staged();
    const { git } = await initRepository(project);
    await git('checkout', '--quiet', '--detach');
    const [place, , commit] = await found(project, true);
    expect(place).toContain('git repository on a detached HEAD, clean');
    expect(commit).toMatch(/^⚠️ git\.commit: .*git switch/);
    expect(await found(project)).toHaveLength(2);
  });

  it('misses the folder', async () => {
    const project = await staged();
    await rm(project.directory, { recursive: true });
    expect(await found(project)).toEqual([
      '❌ project: shop in SHOP: that folder is not there: make it, or correct `project.directory`',
    ]);
  });
});
