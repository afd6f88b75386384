import { describe, expect, it } from '@jest/globals';
import { createRedactor, REDACTED } from '../../../src/core/text/redactor.ts';

const backwards = (secret: string): readonly string[] => [Array.from(secret).reverse().join('')];

describe('secrets that were registered', () => {
  const redactor = createRedactor({ formsOf: backwards });
  redactor.register('hunter2-hunter2');
  redactor.register(' hunter2 ');
  redactor.register(undefined);
  redactor.register('');
  redactor.register('short');
  redactor.register('a.*$&(b');
  redactor.register('wide  secret');

  it.each([
    ['nothing to see', 'nothing to see'],
    ['a hunter2 b hunter2', `a ${REDACTED} b ${REDACTED}`],
    ['the longer first: hunter2-hunter2', `the longer first: ${REDACTED}`],
    ['in another spelling: 2retnuh', `in another spelling: ${REDACTED}`],
    ['too short to tell: short', 'too short to tell: short'],
    ['no pattern: a.*$&(b, axx$&(b', `no pattern: ${REDACTED}, axx$&(b`],
    [
      'as it is and on one line: wide  secret, wide secret',
      `as it is and on one line: ${REDACTED}, ${REDACTED}`,
    ],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(redactor.redact(text)).toBe(expected);
  });
});

describe('shapes of tokens', () => {
  const redactor = createRedactor({ formsOf: backwards });
  const telegram = `123456789:${'A'.repeat(34)}-`;

  it.each([
    ['key sk-ant-api03-abcDEF_123 used', `key ${REDACTED} used`],
    [`token ${telegram}.`, `token ${REDACTED}.`],
    [`https://api.telegram.org/bot${telegram}/getMe`, `https://api.telegram.org/bot${REDACTED}/getMe`],
    ['Authorization: Bearer abc.def-12345==', `Authorization: Bearer ${REDACTED}`],
    ['authorization: bearer abc.def-12345', `authorization: bearer ${REDACTED}`],
    ['sk-ant- and Bearer of 12:34 are none', 'sk-ant- and Bearer of 12:34 are none'],
    [`12345678:${'A'.repeat(36)}`, `12345678:${'A'.repeat(36)}`],
    ['2026-11-21T09:30:01.123+01:00', '2026-11-21T09:30:01.123+01:00'],
  ])('%s', (text, expected) => {
    expect(redactor.redact(text)).toBe(expected);
  });
});

describe('what a cut left of a secret', () => {
  const redactor = createRedactor({ formsOf: backwards });
  redactor.register('hunter2-0123');
  redactor.register('hunter3');
  const piece = `12345678:${'A'.repeat(9)}`;

  it.each([
    ['at the end: hunter2-01…', `at the end: ${REDACTED}…`],
    ['at the end: hunter2-012...', `at the end: ${REDACTED}...`],
    ['in a sentence: `curl hunt…` and `b…`', `in a sentence: \`curl ${REDACTED}…\` and \`b…\``],
    ['after another beginning: huntehunter2…', `after another beginning: hunte${REDACTED}…`],
    ['…er2-0123/file', `…${REDACTED}/file`],
    ['...23 hunter', '...23 hunter'],
    ['in another spelling: 3210-2…', `in another spelling: ${REDACTED}…`],
    ['between two: …0123hunt…', `between two: …${REDACTED}${REDACTED}…`],
    ['by chance: hun…', 'by chance: hun…'],
    ['not beside the cut: hunter …', 'not beside the cut: hunter …'],
    ['nothing is cut: hunter', 'nothing is cut: hunter'],
    ['whole: hunter2-0123…', `whole: ${REDACTED}…`],
    ['key sk-ant-ap…', `key ${REDACTED}…`],
    [`token ${piece}…`, `token ${REDACTED}…`],
    ['Bearer abcd…', `Bearer ${REDACTED}…`],
  ])('%s', (text, expected) => {
    expect(redactor.redact(text)).toBe(expected);
  });
});
