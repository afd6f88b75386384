import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
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

  it('may hold ten thousand tasks, each of which depends on the one before', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => {
      const dependsOn = index === 0 ? '' : `**Depends On:** ${index}\n`;
      return `## Task ${index + 1}: T${index}\n${dependsOn}**Claude Instruction:**\nDo ${index}.\n\n---\n`;
    }).join('\n');
    const parse = parseTaskFile(text);
    expect(parse.ok && parse.file.tasks.length).toBe(10_000);
    expect(parse.ok && parse.file.tasks.at(-1)).toMatchObject({
      dependsOn: [9_999],
      instruction: 'Do 9999.',
    });
  });

  it('takes at most twice the time that the Markdown parser takes for it', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, index) => `## Task ${index + 1}: T\n**Type:** *a*\nDo \`it\` **now**.\n`,
    ).join('');
    const time = (work: () => unknown): number => {
      const start = performance.now();
      work();
      return performance.now() - start;
    };
    const bare = time(() => fromMarkdown(text));
    const ours = Math.min(
      time(() => parseTaskFile(text)),
      time(() => parseTaskFile(text)),
    );
    expect(ours / bare).toBeLessThan(2);
  }, 120_000);

  it('is read in time that grows with its length, also where the Markdown parser is quadratic', () => {
    const emphasis = `${'**a '.repeat(20_000)}${'b** '.repeat(20_000)}`;
    expect(onlyTask(`## Task 1: One\n${emphasis}`)?.instruction).toBe(emphasis.trim());
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
      { numRuns: 1_000 },
    );
  });
});
