import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatFaults, parseTaskFile, type Task } from '../../../src/core/task/index.ts';

function faultsOf(text: string): string {
  const parse = parseTaskFile(text);
  return parse.ok ? 'no faults' : formatFaults('f', parse.faults);
}

function onlyTask(text: string): Task | undefined {
  const parse = parseTaskFile(text);
  return parse.ok ? parse.file.tasks[0] : undefined;
}

describe('the text of a task file', () => {
  it.each(['', '\uFEFF', ' \r\n\t\n'])('without any words is called empty: %j', (text) => {
    expect(faultsOf(text)).toBe(
      'f:1:1: the file is empty: a task begins with a line such as `## Task 1: Fix the login`.',
    );
  });

  it('keeps the line ends of an instruction as they are written', () => {
    expect(onlyTask('## Task 1: One\r\n\r\nFirst\r\nsecond\nthird\r\n')?.instruction).toBe(
      'First\r\nsecond\nthird',
    );
  });

  it('may end its lines with a lone carriage return', () => {
    expect(onlyTask('## Task 1: One\r**Type:** a\r\rDo it.\r')).toMatchObject({
      type: 'a',
      instruction: 'Do it.',
    });
    expect(faultsOf('## Task 1: One\r\r**Type:** a, b\rDo it.')).toMatch(/^f:3:11: /);
  });

  it('may hold byte order marks anywhere, without shifting a position', () => {
    const text = `## Task 1: One\nDo.\n\n\uFEFFwords\n\n${'\uFEFFpad\n\n'.repeat(5_000)}## Taks 2: Two\nDo.\n`;
    expect(faultsOf(text)).toBe('f:10006:1: `## Taks 2: Two`: did you mean `## Task 2: Two`?');
  });

  it('shows what it found shortened and without terminal codes', () => {
    const faults = faultsOf(`## Task 1: One\n**Priority:** \u001b[31m${'x'.repeat(200)}\nDo it.\n`);
    expect(faults).toBe(
      `f:2:15: \`Priority\` is low, medium, high or critical, not \`?[31m${'x'.repeat(55)}...\`.`,
    );
  });

  it('may hold thousands of tasks, each of which depends on the one before', () => {
    const text = Array.from({ length: 3_000 }, (_, index) => {
      const dependsOn = index === 0 ? '' : `**Depends On:** ${index}\n`;
      return `## Task ${index + 1}: T${index}\n${dependsOn}**Claude Instruction:**\nDo ${index}.\n\n---\n`;
    }).join('\n');
    const parse = parseTaskFile(text);
    expect(parse.ok && parse.file.tasks.length).toBe(3_000);
    expect(parse.ok && parse.file.tasks.at(-1)).toMatchObject({
      dependsOn: [2_999],
      instruction: 'Do 2999.',
    });
  });

  it.each([
    ['text on many lines', '**a** `b\n', 20_000],
    ['emphasis that is never closed', '**a ', 50_000],
    ['brackets', '[', 200_000],
    ['backticks', '`a ``b ', 50_000],
    ['rows of a table', '| a | b |\n', 20_000],
    ['blank lines', '\n', 100_000],
    ['a deep quote with many lines', `${'> '.repeat(50)}a\n`, 40],
  ])('may be hostile: %s', (_, part, times) => {
    const instruction = `Do.\n\n${part.repeat(times)}end`;
    expect(onlyTask(`## Task 1: One\n${instruction}`)?.instruction).toBe(instruction);
  });

  it('may hold a list that is longer than what is parsed at once', () => {
    const items = Array.from({ length: 2_000 }, (_, index) => `item ${index}`);
    const list = items.map((item) => `- ${item}`).join('\n');
    const text = `## Task 1: One\n**Acceptance Criteria:**\n${list}\n\n**Claude Instruction:**\nDo.`;
    expect(onlyTask(text)?.acceptanceCriteria).toEqual(items);
  });

  const TOO_MUCH =
    'from here on there are too many lines, lists or quotes to read, or too deep ones: ' +
    'split the file into several, or a long list or quote into shorter ones.';

  it.each([
    ['quotes inside one another', 4, `${'>'.repeat(200)} a`],
    ['lists inside one another', 5, `a\n${'- '.repeat(200)}a`],
    ['one quote that is very long', 4, '> a\n'.repeat(20_000)],
    ['one list item that is very long', 4, `- a\n${'  # b\n'.repeat(20_000)}`],
    ['very many lines', 150_003, '- a\n'.repeat(320_000)],
    ['very many tabs', 1, `a${'\t'.repeat(2_500_000)}b`],
  ])('is refused where it holds too much: %s', (_, line, part) => {
    expect(faultsOf(`## Task 1: One\nDo.\n\n${part}`)).toBe(`f:${line}:1: ${TOO_MUCH}`);
  });

  it('may hold a rule of many dashes', () => {
    const rule = '- '.repeat(200).trim();
    expect(onlyTask(`## Task 1: One\nDo.\n\n${rule}\n\nOn.`)?.instruction).toContain(rule);
  });
});

const FRAGMENTS = [
  '## Task 1: One',
  '## Task 2: Two',
  '## Taks 3: Three',
  '### Task 4: Four',
  '##Task 5',
  '# Day',
  '---',
  '===',
  '```',
  '~~~',
  '<!--',
  '-->',
  '<div>',
  '- item',
  '  - nested',
  '-',
  '1. one',
  '> quote',
  '> - ',
  '    code',
  '\t',
  '**Type:** a',
  '**Type:**b',
  '**Priority**: high',
  '**Requires Aproval:** true',
  '**Plan First:** yes',
  '**Budget:** $2',
  '**Depends On:** 1, 2',
  '**Depends On:** 3',
  '**Description:** words',
  '**Acceptance Criteria:**',
  '**Verify:**',
  '**Note:** words',
  '**Claude Instruction:**',
  '`span',
  'words',
  '\uFEFF',
  '| a |\n|---|',
  '[a]: b "',
  '\\',
  '##',
  '',
];

const grammar = fc
  .array(fc.tuple(fc.constantFrom('', ' ', '  ', '    '), fc.constantFrom(...FRAGMENTS)), { maxLength: 30 })
  .chain((parts) =>
    fc.constantFrom('\n', '\r\n', '\r', '\n\n').map((eol) => parts.map((part) => part.join('')).join(eol)),
  );

describe.each([
  ['any text', fc.string({ unit: 'binary', maxLength: 300 })],
  ['any text made of grammar', grammar],
])('%s', (_, texts) => {
  it('gives tasks that are whole, or faults that stand in it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parse = parseTaskFile(text);
        if (parse.ok) {
          expect(parse.file.tasks.length).toBeGreaterThan(0);
          expect(parse.file.tasks.every(({ instruction }) => /\S/.test(instruction))).toBe(true);
          expect(
            parse.file.tasks.every(({ instruction }) => text.includes(instruction.split('\n\n')[0] ?? '')),
          ).toBe(true);
        } else {
          const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
          expect(parse.faults.length).toBeGreaterThan(0);
          for (const { line, column, message } of parse.faults) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
            expect(message).toMatch(/[.?]$/);
            expect(message).not.toMatch(/undefined|NaN|\n/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
