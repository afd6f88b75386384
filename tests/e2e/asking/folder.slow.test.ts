import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bash, use, type Step } from '../../../src/demo/model-script.ts';
import { createAskingStages, inOrder, type AskingOptions, type AskingStage } from './asking-stage.ts';

const createStage = createAskingStages();

/** A project with a folder `build`, and another one in `it's below`. */
async function withBuilds(
  steps: readonly Step[],
  options: Partial<AskingOptions> = {},
): Promise<AskingStage & { readonly built: () => readonly boolean[] }> {
  const stage = await createStage({ script: inOrder(...steps), ...options });
  const builds = ['build', "it's below/build"].map((path) => join(stage.project.directory, path));
  for (const path of builds) await mkdir(path, { recursive: true });
  await stage.begin();
  return { ...stage, built: () => builds.map((path) => existsSync(path)) };
}

const GO = bash(`cd "it's below"`);
const REMOVE = bash('rm -rf build && pwd > where');

describe('a command that is asked about in a folder of the project', () => {
  it('says so, and runs there', async () => {
    const stage = await withBuilds([GO, REMOVE]);
    expect((await stage.asks('rm -rf')).call?.why).toContain("it's below");
    await stage.say('allow');
    await stage.completed();
    expect(stage.built()).toEqual([true, false]);
  });

  it('runs there also when the CLI has ended meanwhile, and begins elsewhere', async () => {
    const stage = await withBuilds([GO, REMOVE, bash('pwd')], {
      wait: '1s',
      config: 'permissions: { allow: ["Bash(pwd)"] }',
    });
    await stage.kept('rm -rf');
    await stage.say('allow');
    await stage.completed();
    expect(stage.built()).toEqual([true, false]);
    const where = join(stage.project.directory, "it's below");
    expect(await stage.lines("it's below/where")).toEqual([where]);
    // Claude finds itself where it had gone.
    expect(stage.read().at(-1)?.text).toBe(where);
  });

  it('so does the other one that the operator gives it', async () => {
    const stage = await withBuilds([GO, REMOVE], { wait: '1s' });
    await stage.kept('rm -rf');
    await stage.say('allow', { instead: 'pwd > where; git status' });
    await stage.completed();
    expect(stage.built()).toEqual([true, true]);
    expect(await stage.lines("it's below/where")).toHaveLength(1);
  });
});

it('a command that is allowed for the task is asked about again in another folder', async () => {
  const stage = await withBuilds([REMOVE, GO, REMOVE]);
  const first = await stage.asks('rm -rf');
  await stage.say('allow', { for_task: true });
  await stage.asks('rm -rf', first);
  await stage.say('deny');
  await stage.completed();
  expect(stage.built()).toEqual([false, true]);
});

it('a folder that Claude makes look like a repository runs nothing by that', async () => {
  const config = '[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = "touch ran; false"\n';
  const files = { HEAD: 'ref: refs/heads/main\n', 'objects/x': '', 'refs/x': '', config };
  const stage = await createStage({
    script: inOrder(
      ...Object.entries(files).map(([name, content]) => use('Write', { file_path: `fake/${name}`, content })),
      bash('cd fake'),
      bash('git status'),
    ),
    config: 'permissions: { allow: ["Read(/**)", "Edit(/**)", "Bash(git status:*)"] }',
  });
  await stage.begin();
  await stage.completed();
  expect(stage.read().at(-1)?.text).toContain('safe.bareRepository');
  for (const place of ['ran', 'fake/ran']) {
    expect(existsSync(join(stage.project.directory, place))).toBe(false);
  }
});
