import { describe, expect, it } from '@jest/globals';
import { FormattedString } from '@grammyjs/parse-mode';
import fc from 'fast-check';
import { short } from '../../../../src/adapters/telegram/messages/cut.ts';
import { codeBlock, lines, plain, quote } from '../../../../src/adapters/telegram/messages/rich-text.ts';
import { split } from '../../../../src/adapters/telegram/messages/split.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('word', 'a', ' ', '  ', '\n', '\n\n', '    ', '\r\n', '\t') },
  { weight: 1, arbitrary: fc.constantFrom(FAMILY, '🇩🇪', 'e\u0301', ' \u0301', '👍🏽', '\u0600 ', '\u200d') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(90), ' '.repeat(90), 'z\u0301'.repeat(60)) },
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

const rich = text.chain((whole) =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom('bold', 'pre', 'blockquote', 'expandable_blockquote', 'code'),
        offset: fc.nat(Math.max(0, whole.length - 1)),
        length: fc.nat(60),
      }),
      { maxLength: 12 },
    )
    .map((entities) => {
      const inside = entities.map((entity) => ({
        ...entity,
        length: Math.min(entity.length, whole.length - entity.offset),
      }));
      return new FormattedString(whole, inside);
    }),
);
const limit = fc.integer({ min: 24, max: 120 });
const solid = (all: string): string => all.replace(/\s/g, '');

const runs = { numRuns: 400 };

describe('a long message', () => {
  it('is all there in parts that Telegram takes', () => {
    fc.assert(
      fc.property(rich, limit, (whole, most) => {
        const parts = split(whole, most);
        expect(solid(parts.map((part) => part.text).join(''))).toBe(solid(whole.text));
        for (const part of parts) {
          expect(part.text.trim()).not.toBe('');
          expect(part.text.length).toBeLessThanOrEqual(most);
          expect(part.text).not.toMatch(/\p{Surrogate}/u);
        }
      }),
      runs,
    );
  });

  it('keeps its entities inside and in order', () => {
    fc.assert(
      fc.property(rich, limit, (whole, most) => {
        for (const { text: all, entities } of split(whole, most)) {
          entities.forEach(({ offset, length }, index) => {
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(all.length);
            expect(offset).toBeGreaterThanOrEqual(entities[index - 1]?.offset ?? 0);
          });
        }
      }),
      runs,
    );
  });

  it('gives every character the look it had', () => {
    fc.assert(
      fc.property(rich, limit, (whole, most) => {
        const looks = (each: FormattedString): readonly string[] =>
          Array.from({ length: each.text.length }, (_, at) =>
            /\s/.test(each.text.charAt(at))
              ? []
              : [each.entities.filter((e) => e.offset <= at && at < e.offset + e.length).map((e) => e.type)],
          )
            .flat()
            .map((types) => [...new Set(types)].sort().join('+'));
        expect(split(whole, most).flatMap(looks)).toEqual(looks(whole));
      }),
      runs,
    );
  });

  it('is never cut inside a character', () => {
    const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(FAMILY, '🇩🇪', 'e\u0301', 'a', ' '), { maxLength: 80 }), (all) => {
        const whole = all.join('');
        const known = new Set(Array.from(characters.segment(whole), ({ segment }) => segment));
        for (const part of split(plain(whole), 24)) {
          for (const { segment } of characters.segment(part.text)) expect(known).toContain(segment);
        }
      }),
      runs,
    );
  });

  it('is cut at line ends, and its code keeps its indentation', () => {
    const code = Array.from({ length: 400 }, (_, n) => `    line ${n}`).join('\n');
    const parts = split(lines('Head', codeBlock(code), quote(plain('Said.'))));
    expect(parts.length).toBe(2);
    expect(parts[0]?.text).toMatch(/ {4}line \d+$/);
    expect(parts[1]?.text).toMatch(/^ {4}line /);
    expect(parts.map(({ entities }) => entities.map(({ type }) => type))).toEqual([
      ['pre'],
      ['pre', 'blockquote'],
    ]);
    expect(parts.map((part) => part.text).join('\n')).toBe(`Head\n${code}\nSaid.`);
  });

  it('has a hundred entities at most, and its whole text', () => {
    const many = Array.from({ length: 300 }, (_, n) => FormattedString.bold(`${n}`));
    const [only, ...others] = split(lines(...many));
    expect(others).toEqual([]);
    expect(only?.entities.length).toBe(100);
    expect(only?.text).toMatch(/\n299$/);
  });

  it('is no message where it is blank', () => {
    expect(split(plain(''))).toEqual([]);
    expect(split(plain(' \n'.repeat(5_000)))).toEqual([]);
  });

  it('is split in time, whatever it holds', () => {
    const parts = split(plain(`${' '.repeat(100_000)}x${'\u0301'.repeat(100_000)}`));
    expect(parts.length).toBe(25);
  });
});

describe('a shortened text', () => {
  it('is within its limit, and whole characters', () => {
    expect(short('abc', 3)).toBe('abc');
    expect(short('abcd', 3)).toBe('ab…');
    expect(short(`a${FAMILY}b`, 6)).toBe('a…');
    expect(short('😀😀', 3)).toBe('😀…');
    expect(short('x'.concat('\u0301'.repeat(500)), 100)).toHaveLength(100);
  });
});
