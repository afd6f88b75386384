import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readInstructions } from '../../../src/adapters/workplace/instructions.ts';
import { partsOf } from './instruction-tree.ts';
import { DEFAULTS, usePlaces, workplaceAt, type Place } from './place.ts';

const placeOf = usePlaces();

/** The instructions, where `swap` takes place just before or after the rules look where the file leads. */
async function readWhile(place: Place, when: 'before' | 'after', swap: () => void) {
  const surroundings = workplaceAt(place).surroundings('.');
  const told: string[] = [];
  let isDone = false;
  const real = (path: string): string => {
    const isFirst = !isDone && path.endsWith('notes.md');
    isDone ||= isFirst;
    if (isFirst && when === 'before') swap();
    const found = surroundings.real(path);
    if (isFirst && when === 'after') swap();
    return found;
  };
  const deps = {
    surroundings: { ...surroundings, real },
    rules: DEFAULTS,
    tell: (sentence: string) => told.push(sentence),
  };
  const parts = partsOf(await readInstructions(deps, [place.project]));
  expect(isDone).toBe(true);
  return { names: parts.map(([name]) => name), told };
}

describe('a file that is replaced while it is looked at', () => {
  it('is not read where it has become a link to a secret', async () => {
    const place = await placeOf();
    await place.write('project/CLAUDE.md', '@notes.md');
    await place.write('project/.env', 'TOKEN=1');
    const notes = await place.write('project/notes.md', 'plain');
    const { names, told } = await readWhile(place, 'after', () => {
      rmSync(notes);
      symlinkSync('.env', notes);
    });
    expect(names).toEqual(['CLAUDE.md']);
    expect(told).toEqual([expect.stringMatching(/^"notes\.md" does not reach Claude .* moved or replaced/)]);
  });

  it('is not read where its folder has', async () => {
    const place = await placeOf();
    await place.write('project/CLAUDE.md', '@a/notes.md');
    await place.write('project/.git/notes.md', 'TOKEN=1');
    await place.write('project/a/notes.md', 'plain');
    const { names, told } = await readWhile(place, 'after', () => {
      renameSync(join(place.project, 'a'), join(place.project, 'b'));
      symlinkSync('.git', join(place.project, 'a'));
    });
    expect(names).toEqual(['CLAUDE.md']);
    expect(told).toEqual([
      expect.stringMatching(/^"a\/notes\.md" does not reach Claude .* moved or replaced/),
    ]);
  });

  it('is not the secret that it was a link to at first', async () => {
    const place = await placeOf();
    const notes = join(place.project, 'notes.md');
    await place.write('project/CLAUDE.md', '@notes.md');
    await place.write('project/.env', 'TOKEN=1');
    await symlink('.env', notes);
    const { names, told } = await readWhile(place, 'before', () => {
      rmSync(notes);
      writeFileSync(notes, 'plain');
    });
    expect(names).toEqual(['CLAUDE.md']);
    expect(told).toEqual([expect.stringMatching(/^"notes\.md" does not reach Claude .* denies/)]);
  });

  it('is read where a link leads to it all the while', async () => {
    const place = await placeOf();
    await mkdir(join(place.project, 'a'));
    await place.write('project/a/real.md', 'Real.');
    await place.write('project/CLAUDE.md', '@notes.md');
    await symlink('a/real.md', join(place.project, 'notes.md'));
    expect(await readWhile(place, 'after', () => {})).toEqual({
      names: ['CLAUDE.md', 'a/real.md'],
      told: [],
    });
  });
});
