import { realpathSync } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NOWHERE, realPath } from '../../../src/adapters/workplace/real-path.ts';
import { usePlaces, workplaceAt } from './place.ts';

const placeOf = usePlaces();

/** `project` with links of all kinds; `outside` holds a folder and a file. */
async function linked() {
  const place = await placeOf();
  const { top, project, write } = place;
  await write('outside/deep/secret.txt', 'secret');
  await write('project/src/a.ts', 'a');
  const links: Readonly<Record<string, string>> = {
    inside: 'src',
    out: '../outside/deep',
    absolute: join(top, 'outside'),
    dangling: '../outside/new.txt',
    further: 'dangling',
    nowhere: 'gone/../../outside/x',
    loop: 'pool',
    pool: 'loop',
    itself: 'itself/x',
    root: '/',
    slashed: 'src//./',
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, join(project, name));
  return place;
}

describe('where a path really leads', () => {
  it.each([
    ['.', 'project'],
    ['src/a.ts', 'project/src/a.ts'],
    ['src/new/deep.ts', 'project/src/new/deep.ts'],
    ['inside/a.ts', 'project/src/a.ts'],
    ['slashed/a.ts', 'project/src/a.ts'],
    ['inside/new.ts', 'project/src/new.ts'],
    ['out', 'outside/deep'],
    ['out/secret.txt', 'outside/deep/secret.txt'],
    ['out/../x', 'outside/x'],
    ['inside/../x', 'project/x'],
    ['absolute/deep/../..', '.'],
    ['dangling', 'outside/new.txt'],
    ['further', 'outside/new.txt'],
    ['nowhere', 'outside/x'],
    ['gone/../out/x', 'outside/deep/x'],
    ['./src//../src/./a.ts/', 'project/src/a.ts'],
  ])('%s', async (named, expected) => {
    const { top, project } = await linked();
    expect(realPath(`${project}/${named}`)).toBe(join(top, expected));
  });

  it('is the root for the root, and for what leaves it', async () => {
    const { project } = await linked();
    expect(realPath('/')).toBe('/');
    expect(realPath('/../..')).toBe('/');
    expect(realPath(join(project, 'root'))).toBe('/');
  });

  it.each([
    ['a loop', 'loop'],
    ['below a loop', 'loop/a.ts'],
    ['a link into itself', 'itself'],
    ['a name that no system knows', `src/${'x'.repeat(300)}`],
    ['a NUL', 'src/a.ts\0'],
    ['inside of a file', 'src/a.ts/b'],
  ])('cannot be told: %s', async (_, named) => {
    const { project } = await linked();
    expect(realPath(`${project}/${named}`)).toBe(NOWHERE);
  });

  it('cannot be told of a path that begins nowhere', () => {
    expect(realPath('src/a.ts')).toBe(NOWHERE);
    expect(realPath('')).toBe(NOWHERE);
  });

  it('is never inside of the project where it cannot be told', async () => {
    const { project } = await linked();
    const { real } = workplaceAt(await linked()).surroundings('.');
    expect(real(join(project, 'loop')).startsWith(project)).toBe(false);
    expect(NOWHERE.startsWith('/')).toBe(true);
  });

  it('is told of many links one after another, and not of more than the system follows', async () => {
    const { top, project } = await placeOf();
    await mkdir(join(project, 'end'));
    for (let n = 0; n < 45; n += 1) {
      await symlink(n === 0 ? 'end' : `link-${n - 1}`, join(project, `link-${n}`));
    }
    expect(realPath(join(project, 'link-39'))).toBe(join(top, 'project/end'));
    expect(realPath(join(project, 'link-40'))).toBe(NOWHERE);
  });

  it('ends for a path of any length', async () => {
    const { project } = await linked();
    expect(realPath(`${project}/${'inside/../'.repeat(30)}src`)).toBe(join(project, 'src'));
    expect(realPath(`${project}/${'./'.repeat(100_000)}src`)).toBe(join(project, 'src'));
    expect(realPath(`${project}/${'a/'.repeat(100_000)}`)).toBe(NOWHERE);
  });

  const asNobody = process.getuid?.() !== 0;
  it(`cannot be told where a folder may not be entered${asNobody ? '' : ' (but root may)'}`, async () => {
    const { project, write } = await placeOf();
    const file = await write('project/shut/a.ts', '');
    await chmod(join(project, 'shut'), 0o000);
    expect(realPath(file)).toBe(asNobody ? NOWHERE : file);
    await chmod(join(project, 'shut'), 0o700);
  });

  it('is what the system says, whatever is asked', async () => {
    const { project } = await linked();
    const names = fc.constantFrom('.', '..', 'src', 'a.ts', 'inside', 'out', 'absolute', 'dangling', 'loop');
    fc.assert(
      fc.property(fc.array(names, { maxLength: 5 }), (path) => {
        const named = [project, ...path].join('/');
        const told = realpathBySystem(named);
        if (told !== undefined) expect(realPath(named)).toBe(told);
      }),
      { numRuns: 500 },
    );
  });
});

/** Undefined where the system finds nothing. */
function realpathBySystem(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
