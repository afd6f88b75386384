import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../../src/core/permission/call.ts';
import { canonical, coverOf } from '../../../src/core/permission/index.ts';
import { bash, HERE, linked } from './stage.ts';

const call = (tool: string, input: Call['input']): Call => ({ tool, input });
const cover = (tool: string, what: string) => ({ tool, what });

const run = (command: string) => JSON.stringify({ command, cwd: '/work/shop' });

describe('what "for this task" covers', () => {
  it.each<[Call, ReturnType<typeof cover> | undefined]>([
    [bash('npm run build'), cover('Bash', run('npm run build'))],
    [bash(' npm run build'), cover('Bash', run(' npm run build'))],
    [call('Monitor', { command: 'tail -f x' }), cover('Monitor', run('tail -f x'))],
    [bash(7), undefined],
    [call('Edit', { file_path: 'src/../a' }), cover('Edit', '/work/shop/a')],
    [call('Write', { file_path: '/work/shop/a' }), cover('Edit', '/work/shop/a')],
    [call('NotebookEdit', { notebook_path: '~/a.ipynb' }), cover('Edit', '/home/ann/a.ipynb')],
    [call('Edit', { file_path: 7 }), undefined],
    [call('Read', { file_path: '/etc/hosts' }), cover('Read', '/etc/hosts')],
    [call('Grep', { pattern: 'x' }), cover('Read', '/work/shop')],
    [call('Grep', { pattern: 'x', path: '/etc', glob: '*.conf' }), cover('Read', '/etc/*.conf')],
    [call('Glob', { pattern: '/etc/*' }), cover('Read', '/etc/*')],
    [call('WebFetch', { url: 'https://Example.com/a' }), cover('WebFetch', 'example.com')],
    [call('WebFetch', { url: 'https://a@b' }), undefined],
    [call('mcp__a__b', { y: 1, x: [2] }), cover('mcp__a__b', '{"x":[2],"y":1}')],
    [call('AskUserQuestion', {}), undefined],
    [call('ExitPlanMode', {}), undefined],
  ])('%j', (asked, covered) => {
    expect(coverOf(asked, HERE)).toEqual(covered);
  });

  it('is a command where it runs and as it runs, whatever it is called and however long it may take', () => {
    const plain = coverOf(bash('rm -rf build'), HERE);
    const timed = call('Bash', { command: 'rm -rf build', timeout: 9, description: 'Clean' });
    expect(coverOf(timed, HERE)).toEqual(plain);
    expect(coverOf(bash('rm -rf build'), { ...HERE, cwd: '/work/shop/db' })).not.toEqual(plain);
    const unboxed = call('Bash', { command: 'rm -rf build', dangerouslyDisableSandbox: true });
    expect(coverOf(unboxed, HERE)).not.toEqual(plain);
  });

  it('is a file itself, not what it is called', () => {
    const here = linked({ '/work/shop/a': '/tmp/b' });
    expect(coverOf(call('Edit', { file_path: 'a' }), here)).toEqual(cover('Edit', '/tmp/b'));
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order in which keys came', () => {
    expect(canonical({ b: [{ d: 1, c: null }], a: 'x' })).toBe(canonical({ a: 'x', b: [{ c: null, d: 1 }] }));
    expect(canonical({ a: [1, 2] })).not.toBe(canonical({ a: [2, 1] }));
  });
});
