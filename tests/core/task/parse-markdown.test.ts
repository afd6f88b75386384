import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMarkdown } from '../../../src/core/task/parse-markdown.ts';

const LINES = [
  'a',
  '- b',
  '  c',
  '',
  '    d',
  '```',
  '> e',
  '# f',
  '---',
  '===',
  '<!--',
  '-->',
  '<p>',
  '1. g',
  '\t',
  '[h]: i',
];

const outline = (text: string, chunkLength?: number): string[] =>
  parseMarkdown(text, chunkLength).map(({ node, base }) => {
    const [start, end] = [node.position?.start.offset ?? NaN, node.position?.end.offset ?? NaN];
    return `${node.type} ${base + start}-${base + end}`;
  });

describe('Markdown read in chunks', () => {
  it('has the blocks of the whole, wherever a chunk ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LINES), { maxLength: 25 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 20 }),
        (lines, eol, chunkLength) => {
          const text = lines.join(eol);
          expect(outline(text, chunkLength)).toEqual(outline(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
