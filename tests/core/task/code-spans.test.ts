import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { codeSpans } from '../../../src/core/task/code-spans.ts';

const DISABLED = ['attention', 'labelStartLink', 'labelStartImage', 'labelEnd', 'autolink', 'htmlText'];

it('finds the spans of code that the Markdown parser finds', () => {
  const sources = fc.array(fc.constantFrom('`', '``', '```', '\\', 'b', ' ', '\nb'), { maxLength: 20 });
  fc.assert(
    fc.property(sources, (parts) => {
      const source = `a${parts.join('')}`;
      const [paragraph] = fromMarkdown(source, { extensions: [{ disable: { null: DISABLED } }] }).children;
      const children = paragraph?.type === 'paragraph' ? paragraph.children : [];
      expect(codeSpans(source)).toEqual(
        children
          .filter(({ type }) => type === 'inlineCode')
          .map(({ position }) => ({ start: position?.start.offset, end: position?.end.offset })),
      );
    }),
    { numRuns: 1_000 },
  );
});
