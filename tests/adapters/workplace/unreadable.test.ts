import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { partsOf, workplaceWith } from './instruction-tree.ts';
import { usePlaces } from './place.ts';

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65534;

/** Does it as a user who may not read everything. */
async function asUser<T>(work: () => Promise<T>): Promise<T> {
  if (!isRoot) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('instructions that may not be read', () => {
  const shut: string[] = [];
  // (Before the place is cleared away.)
  afterEach(() => Promise.all(shut.splice(0).map((path) => chmod(path, 0o700))));
  const placeOf = usePlaces();

  it.each<[string, string, number, readonly string[], RegExp]>([
    [
      'a file',
      'CLAUDE.md',
      0o000,
      ['.claude/CLAUDE.md', '.claude/rules/a.md'],
      /^"CLAUDE\.md" does not reach Claude as an instruction\. It may not be read \(EACCES\)\.$/,
    ],
    [
      'a folder of rules that cannot be listed',
      '.claude/rules',
      0o300,
      ['CLAUDE.md', '.claude/CLAUDE.md'],
      /^The rules in "\.claude\/rules" do not reach Claude\. The folder may not be listed\.$/,
    ],
    [
      'a folder that cannot be entered',
      '.claude',
      0o600,
      ['CLAUDE.md'],
      /^Instructions in "\.claude" do not reach Claude\. What is in that folder may not be looked at \(EACCES\)\.$/,
    ],
    [
      'the project',
      '.',
      0o000,
      [],
      /^Instructions in "\." do not reach Claude\. What is in that folder may not be looked at \(EACCES\)\.$/,
    ],
  ])('are told of: %s', async (_name, path, mode, names, sentence) => {
    const place = await placeOf();
    const { workplace, told, project } = await workplaceWith(place, {
      files: { CLAUDE: '', 'project/CLAUDE.md': 'Top.', 'project/.claude/CLAUDE.md': 'Hidden.' },
    });
    await place.write('project/.claude/rules/a.md', 'A.');
    await chmod(place.top, 0o755);
    const kept = join(project, path);
    shut.push(kept);
    await chmod(kept, mode);
    const read = await asUser(() => workplace.instructions('.'));
    expect(partsOf(read).map(([name]) => name)).toEqual(names);
    expect(told).toEqual([expect.stringMatching(sentence)]);
  });

  it('are told of where a link leads to them', async () => {
    const place = await placeOf();
    const { workplace, told, project, top } = await workplaceWith(place, {
      files: { 'outside/shut/a.md': 'A.' },
    });
    await chmod(top, 0o755);
    await symlink('../outside/shut/a.md', join(project, 'CLAUDE.md'));
    shut.push(join(top, 'outside/shut'));
    await chmod(join(top, 'outside/shut'), 0o000);
    expect(await asUser(() => workplace.instructions('.'))).toBeUndefined();
    expect(told).toEqual([
      '"CLAUDE.md" does not reach Claude as an instruction. Where it leads may not be looked at (EACCES).',
    ]);
  });
});
