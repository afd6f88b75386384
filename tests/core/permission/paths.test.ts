import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../../src/core/permission/call.ts';
import { HERE, linked, ruleOn, type Written } from './stage.ts';

const file = (tool: string, path: unknown): Call => ({
  tool,
  input: tool.startsWith('Notebook') ? { notebook_path: path } : { file_path: path },
});

const rulingOn = (tool: string, path: unknown, written: Written, surroundings = HERE): string =>
  ruleOn(file(tool, path), written, surroundings).ruling;

describe('the pattern of a path', () => {
  it.each([
    ['//etc/**', '/etc/hosts', 'allow'],
    ['//etc/**', '/etcetera', 'ask'],
    ['//**', '/anything/at/all', 'allow'],
    ['~/notes/**', '/home/ann/notes/a.md', 'allow'],
    ['~/notes/**', '/home/bob/notes/a.md', 'ask'],
    ['/src/**', '/work/shop/src/a/b.ts', 'allow'],
    ['/src/**', '/work/shop/lib/src/b.ts', 'ask'],
    ['/**', '/work/shop/a', 'allow'],
    ['/**', '/work/shopping/a', 'ask'],
    ['src/**', '/work/shop/src/a.ts', 'allow'],
    ['./src/**', '/work/shop/src/a.ts', 'allow'],
    ['src/*', '/work/shop/src/a.ts', 'allow'],
    ['src/*', '/work/shop/src/a/b.ts', 'ask'],
    ['src/**/b.ts', '/work/shop/src/b.ts', 'allow'],
    ['src/**/b.ts', '/work/shop/src/x/y/b.ts', 'allow'],
    ['src/**/b.ts', '/work/shop/src/xb.ts', 'ask'],
    ['*.md', '/work/shop/docs/deep/a.md', 'allow'],
    ['*.md', '/tmp/a.md', 'ask'],
    ['README', '/work/shop/docs/README', 'allow'],
    ['docs/', '/work/shop/x/docs/a', 'allow'],
    ['docs', '/work/shop/docs/a', 'allow'],
    ['**', '/work/shop/a/b', 'allow'],
    ['a?.ts', '/work/shop/ab.ts', 'allow'],
    ['a?.ts', '/work/shop/a/.ts', 'ask'],
    ['a**z', '/work/shop/a/b/z', 'allow'],
    ['docs/**/', '/work/shop/docs/a', 'allow'],
    ['a.b', '/work/shop/axb', 'ask'],
    ['a+(b)$', '/work/shop/a+(b)$', 'allow'],
    ['a!b', '/work/shop/a!b', 'allow'],
    ['x.!(one|two)', '/work/shop/x.three', 'allow'],
    ['x.!(one|two)', '/work/shop/x.two', 'ask'],
    ['x.!(one|two)', '/work/shop/x.twofold', 'allow'],
    ['/SRC/**', '/work/shop/src/a.ts', 'ask'],
  ])('%s and %s: %s', (pattern, path, ruling) => {
    expect(rulingOn('Read', path, { allow: [`Read(${pattern})`] })).toBe(ruling);
  });

  it.each([
    ['/SRC/**', '/work/shop/src/a.ts'],
    ['/src/*', '/work/shop/src/a/b.ts'],
    ['secrets', '/work/shop/x/secrets/deep/a'],
    ['//etc/**', '/etc'],
    ['caf\u00e9', '/work/shop/cafe\u0301'],
    ['~/.ssh/**', '/home/ann/.\u017fsh/id'],
    ['src/a', '/work/shop/sub/src/a'],
  ])('%s, denied, reaches %s', (pattern, path) => {
    const here = { ...HERE, cwd: '/work/shop/sub' };
    expect(rulingOn('Read', path, { allow: ['Read'], deny: [`Read(${pattern})`] }, here)).toBe('deny');
  });

  it('means nothing at home where that is not known', () => {
    const homeless = { ...HERE, home: undefined };
    expect(rulingOn('Read', '/home/ann/x', { allow: ['Read(~/**)'] }, homeless)).toBe('ask');
    expect(rulingOn('Read', '~/x', { allow: ['Read(//**)'] }, homeless)).toBe('ask');
  });

  it('begins at the root where the project is the root', () => {
    expect(rulingOn('Read', '/a', { allow: ['Read(/**)'] }, { ...HERE, project: '/', cwd: '/' })).toBe(
      'allow',
    );
  });
});

describe('a path', () => {
  const ALL: Written = { allow: ['Read(/**)', 'Edit(/**)'], deny: ['Read(.env)', 'Edit(.env)'] };

  it.each([
    ['a.ts', 'allow'],
    ['./a.ts', 'allow'],
    ['/work/shop/a.ts', 'allow'],
    ['/work/shop/../other/a.ts', 'ask'],
    ['../other/a.ts', 'ask'],
    ['/work/shop/x/../.env', 'deny'],
    ['/work/shop/./.env', 'deny'],
    ['//work//shop//.env', 'deny'],
    ['.ENV', 'deny'],
    [' .env ', 'deny'],
    [' a.ts', 'ask'],
    ['a\u200b.ts', 'ask'],
    ['~/a.ts', 'ask'],
    ['~bob/a.ts', 'ask'],
    [`${'d/'.repeat(5000)}a.ts`, 'allow'],
  ])('written as %j: %s', (path, ruling) => {
    expect(rulingOn('Read', path, ALL)).toBe(ruling);
    expect(rulingOn('Edit', path, ALL)).toBe(ruling);
  });

  it('is what it leads to as well as what it is called', () => {
    const here = linked({
      '/work/shop/a': '/work/shop/.env',
      '/work/shop/out': '/tmp',
      '/work/shop/in': '/work/shop/src',
    });
    expect(rulingOn('Read', 'a', ALL, here)).toBe('deny');
    expect(rulingOn('Read', 'in/x.ts', ALL, here)).toBe('allow');
    expect(ruleOn(file('Read', 'out/x'), ALL, here)).toEqual({
      ruling: 'ask',
      why: 'No rule allows reading `/work/shop/out/x`, which leads to `/tmp/x`, outside the project.',
      rule: undefined,
    });
  });

  it('goes up from where a link leads, too', () => {
    const here = linked({ '/work/shop/out': '/tmp/deep' });
    expect(rulingOn('Read', 'out/../x', ALL, here)).toBe('ask');
    expect(rulingOn('Read', 'src/../x', ALL, here)).toBe('allow');
  });

  it.each([undefined, 7, '', '  ', null, ['a']])('that is %j is not judged, but asked about', (path) => {
    expect(rulingOn('Read', path, ALL)).toBe('ask');
  });

  it('of a tool is covered by the rules for its kind', () => {
    for (const tool of ['Edit', 'Write', 'MultiEdit', 'NotebookEdit']) {
      expect(rulingOn(tool, 'a', { allow: ['Edit(/**)'] })).toBe('allow');
      expect(rulingOn(tool, 'a', { allow: ['Read(/**)'] })).toBe('ask');
    }
    for (const tool of ['Read', 'NotebookRead'])
      expect(rulingOn(tool, 'a', { allow: ['Read'] })).toBe('allow');
    expect(rulingOn('Edit', 'a', { allow: ['Write'] })).toBe('ask');
    expect(rulingOn('Write', 'a', { allow: ['Write'] })).toBe('allow');
  });

  it('is decided by the strictest rule that is about it', () => {
    const written: Written = { allow: ['Edit'], ask: ['Edit(/a/**)'], deny: ['Edit(/a/b/**)'] };
    expect(rulingOn('Edit', 'x', written)).toBe('allow');
    expect(ruleOn(file('Edit', 'a/x'), written)).toEqual({
      ruling: 'ask',
      why: 'The rule `Edit(/a/**)` says to ask about `/work/shop/a/x`.',
      rule: 'Edit(/a/**)',
    });
    expect(ruleOn(file('Edit', 'a/b/x'), written)).toEqual({
      ruling: 'deny',
      why: 'The rule `Edit(/a/b/**)` denies `/work/shop/a/b/x`.',
      rule: 'Edit(/a/b/**)',
    });
  });
});

describe('a search', () => {
  const search = (tool: string, input: Call['input']): string =>
    ruleOn({ tool, input }, { allow: ['Read(/**)'], deny: ['Read(.env)'] }).ruling;

  it.each<[string, Call['input'], string]>([
    ['Grep', { pattern: 'x' }, 'allow'],
    ['Grep', { pattern: 'x', path: '' }, 'allow'],
    ['Grep', { pattern: 'x', path: 'src' }, 'allow'],
    ['Grep', { pattern: 'x', path: '/etc' }, 'ask'],
    ['Grep', { pattern: 'x', path: '.env' }, 'deny'],
    ['Grep', { pattern: 'x', path: '.git' }, 'deny'],
    ['Grep', { pattern: 'x', glob: '.env' }, 'deny'],
    ['Grep', { pattern: 'x', glob: '*.ts' }, 'allow'],
    ['Grep', { pattern: 'x', glob: 7 }, 'ask'],
    ['Grep', { pattern: 'x', path: 7 }, 'ask'],
    ['Glob', { pattern: '**/*.ts' }, 'allow'],
    ['Glob', { pattern: '/etc/*' }, 'ask'],
    ['Glob', { pattern: '../**' }, 'ask'],
    ['Glob', { pattern: '~/x' }, 'ask'],
    ['Glob', { pattern: '{a,b}/*' }, 'allow'],
    ['Glob', { pattern: '{/etc,b}/*' }, 'ask'],
    ['Glob', { pattern: '{..,b}/*' }, 'ask'],
    ['LS', { path: '/work/shop' }, 'allow'],
    ['LS', { path: '/' }, 'ask'],
  ])('%s %j: %s', (tool, input, ruling) => {
    expect(search(tool, input)).toBe(ruling);
  });
});

describe('what nobody may touch', () => {
  const FREE: Written = { allow: ['Read', 'Edit'] };

  it.each(['.git', '.git/config', '.GIT/HEAD', 'sub/.git/hooks/x', '/work/.git/config'])(
    '%s is left to git',
    (path) => {
      expect(rulingOn('Read', path, FREE)).toBe('deny');
      expect(rulingOn('Edit', path, FREE)).toBe('deny');
    },
  );

  it.each(['.gitignore', '.github/x', 'x.git', '.git2'])('%s is not of git', (path) => {
    expect(rulingOn('Edit', path, FREE)).toBe('allow');
  });

  it.each([
    ['State.json.lock', 'deny'],
    ['state.json.corrupt-2026-11-21T09-30-15.000Z', 'deny'],
    ['state.telegram.json', 'deny'],
    ['statement.txt', 'allow'],
    ['state', 'allow'],
    ['sub/state.json', 'allow'],
  ])('is the own of Greenlight, also what only begins so: %s, %s', (path, ruling) => {
    expect(rulingOn('Write', path, FREE, { ...HERE, own: ['/work/shop/state.*'] })).toBe(ruling);
  });

  it('is the own of Greenlight, by whatever name', () => {
    const here = linked({ '/work/shop/mine': '/work/shop/.greenlight' });
    expect(ruleOn(file('Read', '.greenlight/state.json'), FREE)).toEqual({
      ruling: 'deny',
      why: '`/work/shop/.greenlight/state.json` belongs to Greenlight itself: no task may read or change it.',
      rule: undefined,
    });
    expect(rulingOn('Write', '.Greenlight', FREE)).toBe('deny');
    expect(rulingOn('Read', '.greenlight2', FREE)).toBe('allow');
    expect(rulingOn('Read', 'mine/state.json', FREE, here)).toBe('deny');
    const moved = linked({ '/work/shop/.greenlight': '/var/greenlight' });
    expect(rulingOn('Read', '/var/greenlight/state.json', FREE, moved)).toBe('deny');
  });
});
