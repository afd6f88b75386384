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
    ...['.aws/credentials', '.htpasswd', 'live.tfstate', 'live.tfstate.backup', 'tls/a.key', '.netrc'].map(
      (secret): [string, Tree, RegExp] => [
        secret,
        { files: { 'project/CLAUDE.md': `@${secret}`, [`project/${secret}`]: 'S' } },
        / denies /,
      ],
    ),
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
    [
      'a folder of rules outside the project',
      {
        files: { 'project/CLAUDE.md': 'Top.', 'outside/rules/a.md': 'A' },
        links: { 'project/.claude/rules': '../../outside/rules' },
      },
      /^The rules in "\.claude\/rules" do not reach Claude\. They are outside the project\.$/,
    ],
    [
      'a folder outside the project among the rules',
      {
        files: { 'project/CLAUDE.md': 'Top.', 'outside/rules/a.md': 'A' },
        links: { 'project/.claude/rules/more': '../../../outside/rules' },
      },
      /^The rules in "\.claude\/rules\/more" do not reach Claude\./,
    ],
    [
      'one line that is too long',
      { files: { 'project/CLAUDE.md': '@a.md', 'project/a.md': `\n${'x'.repeat(100_001)}` } },
      /^"a\.md" does not reach Claude .* It is too long: a file may have 100000 bytes/,
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

  it('is what is named, perhaps, where the Markdown is too much', async () => {
    const text = `@a.md\n\n${'> '.repeat(100)}deep`;
    const { said, told } = await readTree(await placeOf(), { files: { 'project/CLAUDE.md': text } });
    expect(said).toEqual([text]);
    expect(told).toEqual([
      expect.stringMatching(/^Files that "CLAUDE\.md" brings in may not reach Claude, .* nested too deeply/),
    ]);
  });

  it('is what lies in more folders of rules than anyone has', async () => {
    const folders = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`project/.claude/rules/${n}/a.md`, `Rule ${n}.`]),
      );
    const most = await readTree(await placeOf(), { files: folders(99) });
    expect([most.names.length, most.told]).toEqual([99, []]);
    const more = await readTree(await placeOf(), { files: folders(100) });
    expect([more.names.length, more.told]).toEqual([
      99,
      ['Only 100 folders are looked through for rules in ".claude/rules".'],
    ]);
  });

  it('is more rules than anyone has', async () => {
    const rules = Object.fromEntries(
      Array.from({ length: 1002 }, (_, n) => [`project/.claude/rules/${n + 1000}.md`, 'A.']),
    );
    const { names, told } = await readTree(await placeOf(), { files: rules });
    expect([names.length, names.at(-1)]).toEqual([1000, '.claude/rules/1999.md']);
    expect(told).toEqual(['Only the first 1000 rules in ".claude/rules" reach Claude.']);
  });

  it('is no folder of rules that is not there', async () => {
    const links = { 'project/.claude/rules': '../../outside/none', 'project/web/.claude/rules': 'rules' };
    expect(
      await readTree(await placeOf(), { files: { 'project/CLAUDE.md': 'Top.' }, links }, 'web'),
    ).toMatchObject({ names: ['CLAUDE.md'], told: [] });
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

  it('is what is too long together with the names of the files', async () => {
    const folder = Array.from({ length: 12 }, () => 'n'.repeat(250)).join('/');
    const names = Array.from({ length: 70 }, (_, n) => `${folder}/${n}.md`);
    const list = (some: readonly string[]) => some.map((name) => `@${name}`).join('\n');
    const { workplace, told } = await workplaceWith(await placeOf(), {
      files: {
        ...Object.fromEntries(names.map((name) => [`project/${name}`, 'A.'])),
        'project/CLAUDE.md': list(names.slice(0, 25)),
        'project/CLAUDE.local.md': list(names.slice(25)),
      },
    });
    const text = (await workplace.instructions('.')) ?? '';
    expect(text.length).toBeGreaterThan(150_000);
    expect(text.length).toBeLessThan(205_000);
    expect(told).toContainEqual(expect.stringContaining('It is too long: '));
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
    expect(said.map((each) => each?.length)).toEqual([89_999, 89_999, 19_799]);
    expect(told).toEqual([
      expect.stringMatching(/^Only the beginning of "web\/CLAUDE\.md" .* all together 200000\.$/),
      expect.stringMatching(/^"web\/CLAUDE\.local\.md" does not reach Claude .* It is too long: /),
    ]);
  });
});
