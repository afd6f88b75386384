import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readWords } from '../../../src/core/operator/index.ts';

describe('an approval', () => {
  it.each([
    ['approve', {}],
    ['approve 3', { count: 3 }],
    ['APPROVE All', { count: 'all' }],
    ['approve until 18:00', { untilTime: '18:00' }],
    ['approve Until 9:05', { untilTime: '09:05' }],
    ['approve until 00:00', { untilTime: '00:00' }],
    ['approve while < $2', { belowUsd: 2 }],
    ['approve while <$2', { belowUsd: 2 }],
    ['approve While Below $2.50', { belowUsd: 2.5 }],
    ['approve below $2', { belowUsd: 2 }],
    ['approve < 2', { belowUsd: 2 }],
    ['approve <0.05', { belowUsd: 0.05 }],
    ['approve 3 until 18:00 while < $2', { count: 3, untilTime: '18:00', belowUsd: 2 }],
    ['approve while < $2 until 18:00 3', { count: 3, untilTime: '18:00', belowUsd: 2 }],
    ['approve until 18:00 all', { count: 'all', untilTime: '18:00' }],
    ['/approve   3\n< $2 ', { count: 3, belowUsd: 2 }],
  ])('%j frees what it says', (line, approval) => {
    expect(readWords(line)).toEqual({ kind: 'command', command: { type: 'approve', ...approval } });
  });

  const takes =
    '"approve" takes nothing, "all" or a number of tasks from 1 to 999, "until 18:00" and "while < $2";';
  const time = '"until" takes a time of today such as 18:00;';
  const cost = '"while < $2" takes an amount in US dollars from $0.01 to $9999.99;';
  it.each([
    ['approve 0', `${takes} "0" was found.`],
    ['approve 1000', `${takes} "1000" was found.`],
    ['approve -1', `${takes} "-1" was found.`],
    ['approve 1.5', `${takes} "1.5" was found.`],
    ['approve 3x', `${takes} "3x" was found.`],
    ['approve $2', `${takes} "$2" was found.`],
    ['approve 18:00', `${takes} "18:00" was found.`],
    ['approve it please', `${takes} "it please" was found.`],
    ['approve 3, until 18:00', `${takes} "3, until 18:00" was found.`],
    ['approve 3 tasks', `${takes} "tasks" was found.`],
    ['approve > $2', `${takes} "> $2" was found.`],
    ['approve allies', `${takes} "allies" was found.`],
    [`approve ${'x'.repeat(50)}`, `${takes} "${'x'.repeat(39)}…" was found.`],
    ['approve until', `${time} nothing was found.`],
    ['approve until 25:00', `${time} "25:00" was found.`],
    ['approve until 24:00', `${time} "24:00" was found.`],
    ['approve until 18:60', `${time} "18:60" was found.`],
    ['approve until 6pm', `${time} "6pm" was found.`],
    ['approve until tomorrow 18:00', `${time} "tomorrow" was found.`],
    ['approve until18:00', `${takes} "until18:00" was found.`],
    ['approve while', `${cost} "while" was found.`],
    ['approve while < $0', `${cost} "while < $0" was found.`],
    ['approve < 0.00', `${cost} "< 0.00" was found.`],
    ['approve <= $2', `${cost} "<= $2" was found.`],
    ['approve < $10000', `${cost} "< $10000" was found.`],
    ['approve < $2,50', `${cost} "< $2,50" was found.`],
    ['approve < 1e3', `${cost} "< 1e3" was found.`],
    ['approve < -2', `${cost} "< -2" was found.`],
    ['approve while $2', `${cost} "while $2" was found.`],
    ['approve while it rains', `${cost} "while it rains" was found.`],
    ['approve 3 4', '"approve" takes one number of tasks; "4" is one too many.'],
    ['approve all 3', '"approve" takes one number of tasks; "3" is one too many.'],
    ['approve until 18:00 until 19:00', '"approve" takes one time; "until 19:00" is one too many.'],
    ['approve < $2 3 below $4', '"approve" takes one amount; "below $4" is one too many.'],
  ])('is not %j', (line, sentence) => {
    expect(readWords(line)).toEqual({ kind: 'unclear', sentence });
  });
});

/** Every order of every choice of parts, written out. */
function everyApproval(): RegExp {
  const parts = [
    '(?:all|[1-9][0-9]{0,2})',
    'until\\s+(?:[01]?[0-9]|2[0-3]):[0-5][0-9]',
    '(?:while\\s+)?(?:<\\s*|below\\s+)[$]?(?!0+(?:[.]0+)?(?:\\s|$))[0-9]{1,4}(?:[.][0-9]{1,2})?',
  ];
  const orders = (left: readonly string[]): readonly string[] => [
    '',
    ...left.flatMap((part) =>
      orders(left.filter((other) => other !== part)).map((rest) => `\\s+${part}${rest}`),
    ),
  ];
  return new RegExp(`^\\s*/?approve(?:${orders(parts).join('|')})\\s*$`, 'i');
}

describe('whatever is written', () => {
  const clearly = everyApproval();
  const isApproval = (line: string): boolean => {
    const words = readWords(line);
    return words.kind === 'command' && words.command.type === 'approve';
  };

  const piece = fc.oneof(
    fc.constantFrom(
      'approve',
      '/approve',
      'until',
      'while',
      'below',
      '<',
      '$',
      'all',
      '18:00',
      '2',
      '.',
      ',',
    ),
    fc.constantFrom('until 18:00', 'while < $2', 'below 3', '< 0', '0', '25:00', '-', 'not', 'skip', 'retry'),
    fc.nat({ max: 2_000 }).map(String),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const line = fc
    .tuple(fc.array(piece, { maxLength: 6 }), fc.constantFrom(' ', ' ', '  ', '\n', ''))
    .map(([pieces, between]) => pieces.join(between));

  it('is an approval only when it clearly is one', () => {
    const likely = line.map((text) => `approve ${text}`);
    fc.assert(
      fc.property(fc.oneof(line, likely, likely, fc.string()), (text) => {
        expect(isApproval(text)).toBe(clearly.test(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is none when a letter of it is wrong', () => {
    const whole = 'approve 3 until 18:00 while < $2';
    fc.assert(
      fc.property(fc.nat({ max: whole.length }), fc.string({ unit: 'grapheme', maxLength: 1 }), (at, put) => {
        const text = `${whole.slice(0, at)}${put}${whole.slice(at + 1)}`;
        expect(isApproval(text)).toBe(clearly.test(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
