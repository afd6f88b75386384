import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Call } from '../../../src/core/permission/call.ts';
import { shownCall } from '../../../src/core/permission/describe.ts';
import { detailOf } from '../../../src/core/permission/shown-detail.ts';
import { circumstancesOf, cleanCall } from '../../../src/core/permission/index.ts';
import { HERE } from './stage.ts';

const call = (tool: string, input: Call['input']): Call => ({ tool, input });
const numbered = (count: number, change: number): string =>
  Array.from({ length: count }, (_, line) => `line ${String(line === change ? 'x' : line)}\n`).join('');

describe('what is shown of a call', () => {
  it('is the command, and what Claude says about it', () => {
    expect(shownCall(call('Bash', { command: 'ls', description: 'List' }))).toEqual({
      kind: 'command',
      command: 'ls',
      description: 'List',
    });
    expect(shownCall(call('Monitor', { command: 'ls', description: 7 }))).toEqual({
      kind: 'command',
      command: 'ls',
    });
  });

  it('spells out what would not be seen', () => {
    expect(shownCall(call('Bash', { command: 'ls \u202egpj\u00a0x\r\0\n\ty' }))).toEqual({
      kind: 'command',
      command: 'ls ⟨U+202E⟩gpj⟨U+00A0⟩x⟨U+000D⟩⟨U+0000⟩\n\ty',
    });
  });

  it('is bounded, and says what is left out', () => {
    const shown = shownCall(call('Bash', { command: 'x'.repeat(20_007) }));
    expect(shown).toEqual({
      kind: 'command',
      command: `${'x'.repeat(20_000)}\n… (7 more characters are not shown)`,
    });
  });

  it('is the lines that an edit changes', () => {
    const input = { file_path: 'a.ts', old_string: 'one\r\ntwo\nthree', new_string: 'one\n2\nthree' };
    expect(shownCall(call('Edit', input))).toEqual({
      kind: 'edit',
      path: 'a.ts',
      diff: ' one\n-two\n+2\n three',
    });
    expect(shownCall(call('Edit', { ...input, replace_all: true }))).toMatchObject({
      diff: ' one\n-two\n+2\n three\n(wherever it stands)',
    });
  });

  it('is every edit of several', () => {
    const edits = [
      { old_string: 'a', new_string: 'b' },
      { old_string: 'c', new_string: '' },
    ];
    expect(shownCall(call('MultiEdit', { file_path: 'a', edits }))).toEqual({
      kind: 'edit',
      path: 'a',
      diff: '-a\n+b\n@@\n-c',
    });
  });

  it('is the new text of a cell, or that it goes', () => {
    const input = { notebook_path: 'a.ipynb', new_source: 'x = 1\ny = 2\n' };
    expect(shownCall(call('NotebookEdit', input))).toEqual({
      kind: 'edit',
      path: 'a.ipynb',
      diff: '+x = 1\n+y = 2',
    });
    expect(shownCall(call('NotebookEdit', { ...input, edit_mode: 'delete' }))).toMatchObject({
      diff: '(the cell is deleted)',
    });
  });

  it('is the content of a new file, and the difference to an old one', () => {
    const input = { file_path: 'a', content: 'two\n' };
    expect(shownCall(call('Write', input))).toEqual({ kind: 'write', path: 'a', content: 'two\n' });
    expect(shownCall(call('Write', input), 'one\n')).toEqual({
      kind: 'write',
      path: 'a',
      diff: '-one\n+two',
      content: 'two\n',
    });
    const far = shownCall(call('Write', { file_path: 'a', content: numbered(40, 30) }), numbered(40, 2));
    expect(far).toMatchObject({ diff: expect.stringMatching(/^ line 0\n[^@]+\n@@\n[^@]+$/) });
  });

  it('is both texts where they have little in common', () => {
    const content = Array.from({ length: 3000 }, (_, line) => `new ${String(line)}`).join('\n');
    const shown = shownCall(call('Write', { file_path: 'a', content }), numbered(3000, 0));
    expect(shown).toMatchObject({ diff: expect.stringMatching(/^-line x\n-line 1\n/) });
  });

  it('is the address, and what is asked of the page', () => {
    expect(shownCall(call('WebFetch', { url: 'https://a.example', prompt: 'Read' }))).toEqual({
      kind: 'fetch',
      url: 'https://a.example',
      prompt: 'Read',
    });
    expect(shownCall(call('WebFetch', { url: 'https://a.example' }))).toEqual({
      kind: 'fetch',
      url: 'https://a.example',
    });
  });

  it.each<[string, Call['input']]>([
    ['mcp__a__b', { y: 1, x: 2 }],
    ['Bash', { command: 7 }],
    ['Edit', { file_path: 'a', old_string: 1, new_string: 'b' }],
    ['Edit', { file_path: 'a', old_string: 'b' }],
    ['Edit', { old_string: 'a', new_string: 'b' }],
    ['MultiEdit', { file_path: 'a', edits: 7 }],
    ['MultiEdit', { file_path: 'a', edits: [7] }],
    ['MultiEdit', { file_path: 'a', edits: [{}] }],
    ['NotebookEdit', { notebook_path: 'a' }],
    ['Write', { file_path: 'a' }],
    ['Write', { content: 'a' }],
    ['WebFetch', { url: {} }],
    ['toString', {}],
  ])('%s %j is all that came', (tool, input) => {
    const shown = shownCall(call(tool, input), 'before');
    expect(shown).toMatchObject({ kind: 'other', tool });
    expect(JSON.parse((shown as { input: string }).input)).toEqual(input);
  });

  it('is always something, whatever the input is', () => {
    const tools = ['Bash', 'Edit', 'MultiEdit', 'Write', 'NotebookEdit', 'WebFetch', 'X'];
    const keys = [
      'command',
      'description',
      'file_path',
      'notebook_path',
      'content',
      'old_string',
      'new_string',
      'edits',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...tools),
        fc.dictionary(fc.constantFrom(...keys, 'url', 'prompt', 'new_source'), fc.jsonValue()),
        fc.option(fc.string(), { nil: undefined }),
        (tool, input, before) => {
          expect(shownCall(call(tool, input), before).kind).toMatch(/^(?:command|edit|write|fetch|other)$/);
        },
      ),
    );
  });
});

describe('the line about a call', () => {
  it.each<[Call, string]>([
    [call('Bash', { command: 'ls\n  -la' }), 'ls -la'],
    [call('Edit', { file_path: 'a.ts', old_string: 'a', new_string: 'b' }), 'a.ts'],
    [call('Write', { file_path: 'b.ts', content: '' }), 'b.ts'],
    [call('WebFetch', { url: 'https://a.example' }), 'https://a.example'],
    [call('mcp__a__b', { x: 1 }), '{"x":1}'],
  ])('%j', (asked, line) => {
    expect(detailOf(shownCall(asked))).toBe(line);
  });

  it('is the question of a call that asks', () => {
    const questions = [{ question: 'Which\none?', multiSelect: false, options: [{ label: 'a' }] }];
    expect(detailOf(shownCall(call('AskUserQuestion', {})), questions)).toBe('Which one?');
  });

  it('has at most 200 characters', () => {
    expect(detailOf({ kind: 'command', command: 'x'.repeat(300) })).toHaveLength(200);
  });
});

describe('cleaning', () => {
  it('reaches every text that a call brought along', () => {
    const loud = (text: string): string => text.toUpperCase();
    const input = { command: 'ls', n: 7, deep: [{ a: 'b', none: null }], flag: true };
    expect(cleanCall({ tool: 'Bash', input }, loud)).toEqual({
      tool: 'Bash',
      input: { COMMAND: 'LS', N: 7, DEEP: [{ A: 'B', NONE: null }], FLAG: true },
    });
  });
});

describe('what else decides what a command does', () => {
  it('is where it runs, and how', () => {
    expect(circumstancesOf(call('Bash', { command: 'ls', description: 'List', timeout: 5 }), HERE)).toEqual(
      [],
    );
    const input = { command: 'ls', run_in_background: true };
    expect(circumstancesOf(call('Bash', input), { ...HERE, cwd: '/work/shop/db' })).toEqual([
      'It would run in `/work/shop/db`.',
      'With `{"run_in_background":true}`.',
    ]);
    expect(circumstancesOf(call('Read', { file_path: 'a' }), { ...HERE, cwd: '/tmp' })).toEqual([]);
  });
});
