import { describe, expect, it } from '@jest/globals';
import { secretForms } from '../../../src/adapters/logging/secret-forms.ts';
import { createRedactor } from '../../../src/core/text/redactor.ts';

const SECRET = 'p@ss/"wörd" 1';

const redactorOf = (...secrets: readonly (string | undefined)[]): ((text: string) => string) => {
  const redactor = createRedactor({ formsOf: secretForms });
  for (const secret of secrets) redactor.register(secret);
  return (text) => redactor.redact(text);
};

describe('a registered secret', () => {
  const base64 = Buffer.from(SECRET).toString('base64');
  it.each([
    ['as it is', SECRET],
    ['in base64', base64],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['inside JSON', JSON.stringify(SECRET).slice(1, -1)],
  ])('is taken out %s', (_, form) => {
    expect(redactorOf(SECRET)(`before ${form} after ${form}`)).toBe('before [redacted] after [redacted]');
  });

  it.each([
    ['base64 without its padding', base64.replace(/=+$/, ''), 1],
    ['base64url', Buffer.from(SECRET).toString('base64url'), 1],
    ['Basic credentials', Buffer.from(`me:${SECRET}`).toString('base64'), 'bWU6'.length + 'E=='.length],
    [
      'the base64 of a longer text',
      Buffer.from(`with ${SECRET} in it`).toString('base64'),
      'd2l0aCB'.length + 'EgaW4gaXQ=='.length,
    ],
  ])('is taken out of %s, but for characters that it shares with its neighbours', (_, form, most) => {
    const left = redactorOf(SECRET)(form);
    expect(left).toContain('[redacted]');
    expect(left.replace('[redacted]', '').length).toBeLessThanOrEqual(most);
  });

  it('goes whole when another is a part of it', () => {
    expect(redactorOf('inside', 'around-inside-around')('x around-inside-around y')).toBe('x [redacted] y');
  });

  it('is left alone when it is so short that it occurs by chance, or missing', () => {
    expect(redactorOf('short', undefined, '')('a short text')).toBe('a short text');
    expect(redactorOf('longer')('a longer text')).toBe('a [redacted] text');
  });
});

describe('well-known shapes', () => {
  const telegram = `123456789:${'Ab_-5'.repeat(7)}`;
  it.each([
    ['key sk-ant-api03-abc_DEF-123 used', 'key [redacted] used'],
    [`https://api.telegram.org/bot${telegram}/getMe`, 'https://api.telegram.org/bot[redacted]/getMe'],
    [`token ${telegram}.`, 'token [redacted].'],
    ['Authorization: Bearer abcdefgh.ijk==', 'Authorization: Bearer [redacted]'],
    ['the ratio 12345678:1', 'the ratio 12345678:1'],
    ['sk-antelope', 'sk-antelope'],
    ['Bearer of news', 'Bearer of news'],
  ])('%s', (text, expected) => {
    expect(redactorOf()(text)).toBe(expected);
  });
});
