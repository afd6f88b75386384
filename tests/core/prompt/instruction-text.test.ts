import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readInstructionText } from '../../../src/core/prompt/index.ts';
import { IMPORT_FORMS } from './import-forms.ts';

const importsOf = (source: string): readonly string[] => readInstructionText(source).imports;

describe('the files that a text of instructions brings in', () => {
  it.each(Object.entries(IMPORT_FORMS))('%s: %j', (_name, [form, isImport]) => {
    const found = importsOf(`# Head\n\n${form.replaceAll('FILE', 'a.md')}\n\nEnd.`);
    expect(found.some((name) => /^(?:\.\/|sub\/\.\.\/)?a\.md$/.test(name))).toBe(isImport);
  });

  it('are named once, in their order, as they are written', () => {
    expect(importsOf('@b.md @~/a.md\n\n- @/x/c.md @b.md\n\n@../d @.env')).toEqual([
      'b.md',
      '~/a.md',
      '/x/c.md',
      '../d',
      '.env',
    ]);
  });

  it('may have blanks in their names, with a backslash', () => {
    expect(importsOf('@my\\ notes.md here')).toEqual(['my notes.md']);
  });

  it('are none where only a place in a file is named, or nothing', () => {
    expect(importsOf('@#there @~ @~ann/x @ @- @!')).toEqual(['-']);
    expect(importsOf('')).toEqual([]);
  });

  // (The runner's time limit is what fails it.)
  it.each(['`', '``` ', '<!--', '-->', '@', '@a\\ ', '[', '*', '_a', '> ', '- ', '@a`', '@a <!--', '<b>'])(
    'are found in reasonable time in any amount of %j',
    (part) => {
      const source = part.repeat(Math.floor(100_000 / part.length));
      for (const begin of ['', 'x ']) {
        const { imports, isWhole } = readInstructionText(`@first.md\n\n${begin}${source}`);
        expect(imports[0] === 'first.md' || !isWhole).toBe(true);
      }
    },
  );

  it.each(['- a\n+ a\n', '> a\n\n'])('are those at the beginning of a text of nothing but %j', (part) => {
    const source = part.repeat(Math.floor(95_000 / part.length));
    expect(readInstructionText(`@first.md\n\n${source}\n@last.md\n`)).toMatchObject({
      imports: ['first.md'],
      isWhole: false,
    });
  });

  it('are all of them in a long text that people wrote', () => {
    const section = '## Part\n\nTwo lines\nof text.\n\n- One thing to do.\n- Another one.\n\n';
    const source = section.repeat(Math.floor(45_000 / section.length));
    expect(readInstructionText(`${source}\n@last.md\n`)).toMatchObject({
      imports: ['last.md'],
      isWhole: true,
    });
  });

  it.each([
    ['nested in many quotes', '> '.repeat(100)],
    ['nested in many lists', '- '.repeat(100)],
    ['in too long a list', '- x\n  > '.repeat(40_000)],
  ])('may be missing where the text is %s, which is said', (_name, before) => {
    expect(readInstructionText(`@first.md\n\n${before}x\n`).isWhole).toBe(false);
    expect(readInstructionText(`@first.md\n\n${before.slice(0, 100)}x\n`)).toMatchObject({
      imports: ['first.md'],
      isWhole: true,
    });
  });
});

describe('what a text of instructions says', () => {
  it('is all but the comments that stand by themselves', () => {
    const source =
      'A <!-- inline --> B\n\n<!-- block -->\n\nC\n<!-- two\n\nlines -->\nD\n\n<!-- t --> tail --> x\n\n```\n<!-- code -->\n```\n\n- <!-- item -->\n\n<!-- open\nZ\n';
    expect(readInstructionText(source).text).toBe(
      'A <!-- inline --> B\n\n\n\nC\n\nD\n\n tail --> x\n\n```\n<!-- code -->\n```\n\n- <!-- item -->\n\n<!-- open\nZ',
    );
  });

  it('is whole where nothing in it can be a file or a comment', () => {
    const source = '> a\n\n'.repeat(19_000);
    expect(readInstructionText(source)).toEqual({ text: source.trim(), imports: [], isWhole: true });
  });

  it('is everything where there is no comment', () => {
    const words = fc.array(fc.constantFrom('a', '@b.md', '`', '\n', '# ', '- ', '> ', '    ', '<b>', '-->'));
    fc.assert(
      fc.property(words, (parts) => {
        const source = parts.join(' ');
        expect(readInstructionText(source).text).toBe(source.trim());
      }),
    );
  });
});
