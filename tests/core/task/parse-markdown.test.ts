import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Heading, Nodes, Paragraph, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { readdirSync, readFileSync } from 'node:fs';
import { parseMarkdown } from '../../../src/core/task/parse-markdown.ts';

/** The reference: all of it at once, but for what is never read as in CommonMark (link definitions). */
const bare = (text: string): readonly RootContent[] =>
  fromMarkdown(text.replace(/^\uFEFF/, '\u2060'), { extensions: [{ disable: { null: ['definition'] } }] })
    .children;

interface Line {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly inside: readonly string[];
  /** What blocks that are one have in common when they follow on each other. */
  readonly joins: string | undefined;
}

/** The blocks and where they lie; the parts of one list are one again. */
const outline = (text: string, nodes: readonly Nodes[]): string[] =>
  nodes
    .map((node) => lineOf(text, node))
    .reduce<Line[]>((lines, line) => {
      const last = lines.at(-1);
      if (!last || line.joins === undefined || line.joins !== last.joins) return [...lines, line];
      return [...lines.slice(0, -1), { ...last, end: line.end, inside: [...last.inside, ...line.inside] }];
    }, [])
    .map(({ name, start, end, inside }) => `${name} ${start}-${end} (${inside.join(', ')})`);

function lineOf(text: string, node: Nodes): Line {
  const [start, end] = [Number(node.position?.start.offset), Number(node.position?.end.offset)];
  const source = text.slice(start, end);
  const line = { name: node.type, start, end, inside: [], joins: undefined };
  if (node.type === 'heading') return { ...line, name: `heading ${node.depth}`, inside: contentOf(node) };
  if (node.type === 'paragraph') return { ...line, inside: contentOf(node) };
  if (node.type === 'list') return { ...line, inside: outline(text, node.children), joins: markOf(source) };
  if (node.type === 'code' && !/^[`~]{3}/.test(source)) {
    // After a lazy line the parser parts indented code in two, and at the end of the text it counts blank lines
    // in; in CommonMark it is one, and without them.
    return { ...line, end: start + source.trimEnd().length, joins: 'code' };
  }
  return { ...line, inside: 'children' in node ? outline(text, node.children) : [] };
}

const markOf = (source: string): string | undefined => /[-+*.)]/.exec(source)?.[0];

function contentOf({ children }: Heading | Paragraph): string[] {
  const [first, last] = [children[0]?.position, children.at(-1)?.position];
  return [`${String(first?.start.offset)}-${String(last?.end.offset)}`];
}

const LINES = [
  'a',
  'word `code',
  '**b',
  '- b',
  '-',
  '+ c',
  '  c',
  '',
  ' ',
  '    d',
  '```',
  '  ~~~',
  '> e',
  '> - e',
  '>',
  '# f',
  '---',
  '===',
  '<!--',
  '-->',
  '<p>',
  '<x y="',
  '1. g',
  '2) g',
  '   h',
  '\t',
  '[h]: i',
  'a > b',
  '\uFEFF',
  'z\u0000',
];

const documents = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom(1, 1, 1, 2, 5)), { maxLength: 14 }),
    fc.constantFrom('\n', '\n', '\r\n', '\r'),
  )
  .map(([parts, eol]) => parts.flatMap(([line, times]) => Array<string>(times).fill(line)).join(eol));

/** A list that the bare parser takes for text; it is one in CommonMark. */
const BELOW_INDENTED = /^(?: {4}d|\t.*)[\r\n]+(?:[ \t]*[\r\n]+)*(?:2\) g|-$)/m;

describe('Markdown read in chunks', () => {
  it('has the blocks that the bare parser gives, wherever a chunk ends', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 30 }), (text, chunkLength) => {
        fc.pre(!BELOW_INDENTED.test(text));
        const { nodes } = parseMarkdown(text, { chunkLength });
        expect(outline(text, nodes)).toEqual(outline(text, bare(text)));
      }),
      { numRuns: 700 },
    );
  });

  it.each(['2) b', '-', '7. c\n---'])(
    'takes %j below indented code for a list, as CommonMark does',
    (list) => {
      const types = (chunkLength: number): string[] =>
        parseMarkdown(`    a\n${list}\n\nd`, { chunkLength }).nodes.map(({ type }) => type);
      expect(types(4_096).slice(0, 2)).toEqual(['code', 'list']);
      expect(types(1)).toEqual(types(4_096));
    },
  );

  const folder = new URL('../../fixtures/task-files/', import.meta.url);
  const names = ['valid/', 'faulty/'].flatMap((kind) =>
    readdirSync(new URL(kind, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => kind + name),
  );

  it.each(names)('has the blocks that the bare parser gives for %s', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const expected = outline(text, bare(text));
    for (const chunkLength of [1, 80, 4_096]) {
      expect(outline(text, parseMarkdown(text, { chunkLength }).nodes)).toEqual(expected);
    }
  });
});
