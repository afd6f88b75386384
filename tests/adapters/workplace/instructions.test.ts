import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { partsOf, readTree, workplaceWith } from './instruction-tree.ts';
import { usePlaces, workplaceAt } from './place.ts';

const placeOf = usePlaces();

describe("the project's instructions", () => {
  const files = {
    'CLAUDE.md': 'Above.',
    'project/CLAUDE.md': 'Top.\n',
    'project/.claude/CLAUDE.md': '\nHidden.',
    'project/CLAUDE.local.md': 'Mine.',
    'project/.claude/rules/b.md': 'B.',
    'project/.claude/rules/a/deep.md': 'Deep.',
    'project/.claude/rules/note.txt': 'No rule.',
    'project/packages/CLAUDE.md': 'Packages.',
    'project/packages/web/CLAUDE.md': 'Web.',
    'project/packages/web/.claude/CLAUDE.md': 'Hidden web.',
    'project/packages/web/deeper/CLAUDE.md': 'Deeper.',
    'project/AGENTS.md': 'Agents.',
    'home/.claude/CLAUDE.md': 'Home.',
  };
  const top = [
    'CLAUDE.md',
    '.claude/CLAUDE.md',
    '.claude/rules/a/deep.md',
    '.claude/rules/b.md',
    'CLAUDE.local.md',
  ];

  it('are all that the CLI would read, in its order', async () => {
    const { workplace } = await workplaceWith(await placeOf(), { files });
    const namesAt = async (folder?: string) =>
      partsOf(await workplace.instructions(folder)).map(([name]) => name);
    expect(await namesAt()).toEqual(top);
    expect(await namesAt('packages/web')).toEqual([
      ...top,
      'packages/CLAUDE.md',
      'packages/web/CLAUDE.md',
      'packages/web/.claude/CLAUDE.md',
    ]);
    for (const folder of ['.', 'gone', '../outside', '..']) expect(await namesAt(folder)).toEqual(top);
  });

  it('are those for all agents where there are none for Claude', async () => {
    const agents = {
      'project/AGENTS.md': 'Agents. @more.md',
      'project/more.md': 'More.',
      'project/.claude/rules/a.md': 'A.',
      'project/web/.claude/AGENTS.md': 'Web agents.',
    };
    expect((await readTree(await placeOf(), { files: agents }, 'web')).names).toEqual([
      '.claude/rules/a.md',
      'AGENTS.md',
      'more.md',
      'web/.claude/AGENTS.md',
    ]);
    const both = { ...agents, 'project/web/CLAUDE.md': 'Web.' };
    expect((await readTree(await placeOf(), { files: both }, 'web')).names).toEqual([
      '.claude/rules/a.md',
      'web/CLAUDE.md',
    ]);
  });

  it('are nothing without, or with nothing in them', async () => {
    const { workplace, write, project } = await workplaceWith(await placeOf(), { files: {} });
    expect(await workplace.instructions(undefined)).toBeUndefined();
    await write('project/CLAUDE.md', ' \n\n<!-- nothing -->\n');
    await mkdir(join(project, '.claude', 'CLAUDE.md'), { recursive: true });
    expect(await workplace.instructions('web')).toBeUndefined();
  });

  it('are read once, by whatever names', async () => {
    const links = {
      'project/CLAUDE.md': 'AGENTS.md',
      'project/.claude/CLAUDE.md': '../AGENTS.md',
      'project/.claude/rules/again': '..',
      'project/web': '.',
    };
    expect(
      await readTree(await placeOf(), { files: { 'project/AGENTS.md': 'Agents.' }, links }, 'web'),
    ).toMatchObject({ names: ['AGENTS.md'], told: [] });
  });

  it('are found in a project that is named by a link', async () => {
    const place = await workplaceWith(await placeOf(), { files, links: { short: 'project' } });
    const linked = workplaceAt(place, { projectDirectory: join(place.top, 'short') });
    expect(await linked.instructions('packages')).toBe(await place.workplace.instructions('packages'));
  });

  it('keep what a rule says about the files it is for', async () => {
    const text = '---\npaths: web/**\n---\nUse tabs.';
    expect((await readTree(await placeOf(), { files: { 'project/.claude/rules/a.md': text } })).said).toEqual(
      [text],
    );
  });
});

describe('the files that instructions bring in', () => {
  it('come after the one that names them, found from its real folder', async () => {
    const files = {
      'project/docs/CLAUDE.md': 'Read @style.md and @../top.md.\n@../top.md @docs',
      'project/docs/style.md': 'Style. @deep/more @CLAUDE.md',
      'project/docs/deep/more': 'More. @../../CLAUDE.md',
      'project/top.md': 'Top.',
      'project/style.md': 'Another.',
      'project/CLAUDE.local.md': '@~/project/top.md @~/here.md @style.md',
      'project/here.md': 'Here.',
    };
    const links = { 'project/CLAUDE.md': 'docs/CLAUDE.md', 'home/project': '../project' };
    const { names, told } = await readTree(await placeOf(), { files, links });
    expect(names).toEqual([
      'docs/CLAUDE.md',
      'docs/style.md',
      'docs/deep/more',
      'top.md',
      'CLAUDE.local.md',
      'style.md',
    ]);
    expect(told).toEqual([]);
  });

  it('are named through four files at most', async () => {
    const files = Object.fromEntries(
      [0, 1, 2, 3, 4, 5].map((n) => [`project/${n === 0 ? 'CLAUDE' : n}.md`, `Text. @${n + 1}.md`]),
    );
    const { names, told } = await readTree(await placeOf(), { files });
    expect(names).toEqual(['CLAUDE.md', '1.md', '2.md', '3.md', '4.md']);
    expect(told).toEqual([expect.stringMatching(/^"5\.md" does not reach Claude .*more than 4 times/)]);
  });

  it('are read when they are named again, less deep', async () => {
    const files = Object.fromEntries(
      [0, 1, 2, 3, 4, 5].map((n) => [`project/${n === 0 ? 'CLAUDE' : n}.md`, `Text. @${n + 1}.md`]),
    );
    const { names, told } = await readTree(await placeOf(), {
      files: { ...files, 'project/CLAUDE.local.md': '@5.md' },
    });
    expect(names.at(-1)).toBe('5.md');
    expect(told).toEqual([]);
  });

  it('are not looked for without end', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => `@${n}.md`).join('\n');
    const { names, told } = await readTree(await placeOf(), {
      files: { 'project/CLAUDE.md': many, 'project/1999.md': 'Last.' },
    });
    expect(names).toEqual(['CLAUDE.md']);
    expect(told).toEqual([expect.stringContaining('first 1000 files')]);
  });

  it('do not use up what is looked for without being named', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => `@${n}.md`).join('\n');
    const files = {
      'project/CLAUDE.md': many,
      'project/.claude/rules/a.md': 'Rule.',
      'project/CLAUDE.local.md': 'Never push. @more.md',
      'project/more.md': 'More.',
      'project/web/CLAUDE.md': 'Web.',
    };
    const { names, told } = await readTree(await placeOf(), { files }, 'web');
    expect(names).toEqual(['CLAUDE.md', '.claude/rules/a.md', 'CLAUDE.local.md', 'web/CLAUDE.md']);
    expect(told).toEqual([expect.stringContaining('first 1000 files')]);
  });

  it('do not come from a home that is not known', async () => {
    const { names } = await readTree(
      await placeOf(),
      { files: { 'project/CLAUDE.md': '@~/a.md', 'home/a.md': 'A' } },
      '.',
      {
        env: {},
      },
    );
    expect(names).toEqual(['CLAUDE.md']);
  });
});
