import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { partsOf, readTree, workplaceWith, type Tree } from './instruction-tree.ts';
import { rulesOf, usePlaces, workplaceAt } from './place.ts';

const placeOf = usePlaces();

describe('what does not reach Claude as an instruction', () => {
  it.each<[string, Tree, RegExp]>([
    [
      'what is outside the project',
      { files: { 'project/CLAUDE.md': '@../outside/a.md', 'outside/a.md': 'A' } },
      /^"outside\/a\.md" .* It is outside the project\.$/,
    ],
    [
      'what is at home',
      { files: { 'project/CLAUDE.md': '@~/a.md', 'home/a.md': 'A' } },
      /^"home\/a\.md" .* It is outside the project\.$/,
    ],
    [
      'what a link brings in from outside',
      {
        files: { 'project/CLAUDE.md': '@a.md', 'outside/a.md': 'A' },
        links: { 'project/a.md': '../outside/a.md' },
      },
      /^"a\.md" .* It is outside the project\.$/,
    ],
    [
      'a secret',
      { files: { 'project/CLAUDE.md': '@.env', 'project/.env': 'TOKEN=1' } },
      /^"\.env" .* The rule `Read\(\/\/\*\*\/\.env\)` denies/,
    ],
    [
      'a secret by another name',
      {
        files: { 'project/CLAUDE.md': '@env.md', 'project/.env': 'TOKEN=1' },
        links: { 'project/env.md': '.env' },
      },
      /^"env\.md" .* denies/,
    ],
    [
      'the records of Git',
      { files: { 'project/CLAUDE.md': '@.git/config', 'project/.git/config': 'x' } },
      /^"\.git\/config" .* use git commands/,
    ],
    [
      'what is no text',
      { files: { 'project/CLAUDE.md': '@a.png', 'project/a.png': Uint8Array.of(0x89, 0x50, 0xff) } },
      /^"a\.png" .* no text in UTF-8\.$/,
    ],
    [
      'what holds a NUL',
      { files: { 'project/CLAUDE.md': '@a.bin', 'project/a.bin': 'a\0b' } },
      /^"a\.bin" .* no text in UTF-8\.$/,
    ],
    [
      'what has an unseen name',
      { files: { 'project/CLAUDE.md': 'Top.', 'project/.claude/rules/a\nb.md': 'A' } },
      /^"\.claude\/rules\/a b\.md" .* cannot be seen\.$/,
    ],
  ])('%s', async (_name, tree, sentence) => {
    const { workplace, told } = await workplaceWith(await placeOf(), tree);
    const [[name] = [], ...others] = partsOf(await workplace.instructions('.'));
    expect([name, others]).toEqual(['CLAUDE.md', []]);
    expect(told).toEqual([expect.stringMatching(sentence)]);
    await workplace.instructions('.');
    expect(told).toHaveLength(1);
  });

  it('is what a rule of the operator keeps back or asks about, not what no rule names', async () => {
    const files = {
      'project/CLAUDE.md': '@a.md @b.md @c.md',
      'project/a.md': 'A',
      'project/b.md': 'B',
      'project/c.md': 'C',
    };
    const rules = rulesOf({ ask: ['Read(a.md)'], deny: ['Read(./b.md)'] });
    const { names, told } = await readTree(await placeOf(), { files }, '.', { rules });
    expect(names).toEqual(['CLAUDE.md', 'c.md']);
    expect(told).toEqual([
      expect.stringMatching(/^"a\.md" .* says to ask/),
      expect.stringMatching(/^"b\.md" .* denies/),
    ]);
  });

  it("is what links lead to outside, and Greenlight's own", async () => {
    const place = await placeOf();
    await place.write('outside/CLAUDE.md', 'Outside.');
    await place.write('outside/rules/a.md', 'Rule.');
    await place.write('project/config.yaml', 'TELEGRAM_TOKEN=1');
    await place.write('project/logs/x/CLAUDE.md', 'Logged.');
    await mkdir(join(place.project, '.claude'));
    await symlink('../outside/CLAUDE.md', join(place.project, 'CLAUDE.md'));
    await symlink('../config.yaml', join(place.project, '.claude/CLAUDE.md'));
    await symlink('../../outside/rules', join(place.project, '.claude/rules'));
    await symlink('../outside', join(place.project, 'web'));
    const ownPaths = [join(place.project, 'config.yaml'), join(place.project, 'logs')];
    const workplace = workplaceAt(place, { ownPaths });
    for (const folder of [undefined, 'web', '../outside', 'logs/x']) {
      expect(await workplace.instructions(folder)).toBeUndefined();
    }
  });

  it('is nobody and nothing that merely looks like a file', async () => {
    const files = {
      'project/CLAUDE.md': 'Ask @ann, or @bob @docs @~/no @/no/such @../gone.md @loop',
      'project/docs/x': '',
    };
    expect(await readTree(await placeOf(), { files, links: { 'project/loop': 'loop' } })).toMatchObject({
      names: ['CLAUDE.md'],
      told: [],
    });
  });

  it('is what is too long, from the last whole line on', async () => {
    const line = `${'ä'.repeat(500)}\n`;
    const files = { 'project/CLAUDE.md': line.repeat(300), 'project/web/CLAUDE.md': 'Web.' };
    const { said, told } = await readTree(await placeOf(), { files }, 'web');
    expect(said).toEqual([line.repeat(99).trim(), 'Web.']);
    expect(told).toEqual([expect.stringMatching(/^Only the beginning of "CLAUDE\.md" .* 100000 bytes/)]);
  });

  it('is what is too long together', async () => {
    const text = `${'x'.repeat(99)}\n`.repeat(900);
    const files = {
      'project/CLAUDE.md': text,
      'project/CLAUDE.local.md': text,
      'project/web/CLAUDE.md': text,
      'project/web/CLAUDE.local.md': 'Mine.',
    };
    const { said, told } = await readTree(await placeOf(), { files }, 'web');
    expect(said.map((each) => each?.length)).toEqual([89_999, 89_999, 19_999]);
    expect(told.map((sentence) => /"(.*)"/.exec(sentence)?.[1])).toEqual([
      'web/CLAUDE.md',
      'web/CLAUDE.local.md',
    ]);
  });
});
