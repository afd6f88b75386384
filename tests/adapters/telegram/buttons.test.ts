import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeButton, parseButton, type Button } from '../../../src/adapters/telegram/buttons.ts';
import { createRandomIds } from '../../../src/adapters/system/random-ids.ts';

const session = fc
  .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([day, time]) => `${String(day).padStart(8, '0')}-${String(time).padStart(6, '0')}`);
const gate = fc.string({
  unit: fc.constantFrom('a', 'b', 'X', 'Y', '0', '1', '_', '-'),
  minLength: 12,
  maxLength: 12,
});
const number = fc.integer({ min: 0, max: 1_000_000_000 });

const index = fc.integer({ min: 0, max: 9 });

const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ kind: fc.constantFrom('approve', 'approve-all', 'skip', 'retry', 'reload', 'stop'), gate }),
  fc.record({ kind: fc.constantFrom('undo', 'undo-anyway', 'redo', 'redo-anyway'), gate }),
  fc.record({ kind: fc.constant('approve-next' as const), gate, count: number }),
  fc.record({ kind: fc.constantFrom('allow', 'allow-task', 'deny'), gate }),
  fc.record({ kind: fc.constantFrom('answer' as const), gate }),
  fc.record({ kind: fc.constantFrom('asked' as const), gate }),
  fc.record({ kind: fc.constantFrom('pick', 'tick', 'untick'), gate, question: index, option: index }),
  fc.record({
    kind: fc.constant('wait' as const),
    gate,
    time: fc.constantFrom('00:00', '09:00', '19:07', '23:59'),
  }),
  fc.record({ kind: fc.constantFrom('pause', 'resume', 'unleash'), session }),
  fc.record({
    kind: fc.constantFrom('end', 'end-confirmed', 'keep', 'said', 'diff'),
    session,
    epoch: number,
  }),
  fc.record({ kind: fc.constant('instruction' as const), session, task: number }),
  fc.record({
    kind: fc.constant('file' as const),
    digest: fc.string({ unit: fc.constantFrom('0', '1', '8', '9', 'a', 'f'), minLength: 8, maxLength: 8 }),
  }),
);

describe('a button', () => {
  it('comes back from what it carries, which Telegram takes', () => {
    fc.assert(
      fc.property(button, (each) => {
        const data = encodeButton(each);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(parseButton(data)).toEqual(each);
      }),
    );
  });

  it('never carries the same as another', () => {
    fc.assert(
      fc.property(button, button, (one, other) => {
        expect(encodeButton(one) === encodeButton(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it('takes the ids that are given out', () => {
    const real = createRandomIds().gate();
    expect(parseButton(encodeButton({ kind: 'approve', gate: real }))).toEqual({
      kind: 'approve',
      gate: real,
    });
  });

  it.each<Button>([
    { kind: 'approve', gate: 'g'.repeat(64) },
    { kind: 'approve', gate: '' },
    { kind: 'skip', gate: 'a:b' },
    { kind: 'pause', session: 'ü' },
    { kind: 'end', session: '20261121-093015', epoch: 1.5 },
    { kind: 'said', session: '20261121-093015', epoch: -1 },
    { kind: 'file', digest: 'ABCDEF01' },
    { kind: 'pick', gate: 'g', question: 0, option: 10 },
    { kind: 'tick', gate: 'g', question: -1, option: 0 },
    { kind: 'wait', gate: 'g', time: '9:00' },
    { kind: 'wait', gate: 'g', time: '24:00' },
  ])('throws rather than carry %j', (each) => {
    expect(() => encodeButton(each)).toThrow('no button can carry this');
  });

  it.each([
    '',
    '1',
    '1:approve',
    '1:approve:',
    '1:approve:g:1',
    '2:approve:g',
    'approve:g',
    '1:redoing:g',
    '1:approve-next:g',
    '1:approve-next:g:1.5',
    '1:diff:s',
    '1:constructor:g',
    '1:toString:g',
    '1:__proto__:g',
    '1:hasOwnProperty:g',
    '1:end:s:01',
    '1:end:s:1e3',
    '1:end:s:-1',
    '1:end:s',
    '1:end:s:1:2',
    '1:file:zzzzzzzz',
    '1:pick:g:1',
    '1:pick:g:1:2:3',
    '1:pick:g:01:2',
    '1:wait:g:900',
    '1:wait:g:2400',
    '1:wait:g:0900:1',
    '1:answer:g:1',
    '1:pause:s p',
    '1:approve:g\n',
    `1:approve:${'g'.repeat(60)}`,
    'x'.repeat(100_000),
  ])('is none of ours: %j', (data) => {
    expect(parseButton(data)).toBeUndefined();
  });

  it('is refused or understood whole, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.string(), { maxLength: 5 }).map((parts) => parts.join(':')),
        ),
        (data) => {
          const parsed = parseButton(data);
          expect(parsed === undefined || encodeButton(parsed) === data).toBe(true);
        },
      ),
    );
  });
});
