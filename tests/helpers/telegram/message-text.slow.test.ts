import { describe, expect, it } from '@jest/globals';
import { captionText, messageText } from './message-text.ts';

const html = (text: string): unknown => messageText({ text, parse_mode: 'HTML' }, 'message is too long');
const markdown = (text: string): unknown =>
  messageText({ text, parse_mode: 'MarkdownV2' }, 'message is too long');
const legacy = (text: string): unknown =>
  messageText({ text, parse_mode: 'Markdown' }, 'message is too long');
const plain = (text: string, ...entities: { offset: number; length: number }[]): unknown =>
  messageText(
    { text, entities: entities.map((place) => ({ type: 'bold', ...place })) },
    'message is too long',
  );

describe('formatted text', () => {
  it.each([
    ['<b>a &lt; b</b> <i>c</i>', 'a < b c', ['bold', 0, 5], ['italic', 6, 1]],
    ['<pre>x</pre><a href="https://e.org">l</a>', 'xl', ['pre', 0, 1], ['text_link', 1, 1]],
    ['<blockquote expandable>q</blockquote>&#x41;&#66;', 'qAB', ['expandable_blockquote', 0, 1]],
  ])('reads HTML %s', (source, text, ...entities) => {
    expect(html(source)).toEqual({
      text,
      entities: entities.map(([type, offset, length]) => expect.objectContaining({ type, offset, length })),
    });
  });

  it.each([
    ['*a _b_* ~c~', 'a b c', ['bold', 0, 3], ['italic', 2, 1], ['strikethrough', 4, 1]],
    ['`x\\`y*` 1\\.', 'x`y* 1.', ['code', 0, 4]],
    ['[a\\-b](https://e.org)', 'a-b', ['text_link', 0, 3]],
    ['```\nx\n```', 'x', ['pre', 0, 1]],
  ])('reads MarkdownV2 %s', (source, text, ...entities) => {
    expect(markdown(source)).toEqual({
      text,
      entities: entities.map(([type, offset, length]) => expect.objectContaining({ type, offset, length })),
    });
  });

  it('reads old Markdown', () => {
    expect(legacy('*a* b-c. _d_')).toEqual({
      text: 'a b-c. d',
      entities: [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'italic', offset: 7, length: 1 },
      ],
    });
  });

  it.each([
    [() => html('<b>a'), `can't parse entities: Can't find end tag corresponding to start tag "b"`],
    [() => html('é<x>'), `can't parse entities: Unsupported start tag "x" at byte offset 2`],
    [
      () => html('<b>a</i>'),
      `can't parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
    ],
    [() => html('a</b>'), "can't parse entities: Unexpected end tag at byte offset 1"],
    [
      () => markdown('a-b'),
      "can't parse entities: Character '-' is reserved and must be escaped with the preceding '\\'",
    ],
    [() => markdown('a *b'), "can't parse entities: Can't find end of Bold entity at byte offset 2"],
    [() => legacy('a_b'), "can't parse entities: Can't find end of the entity starting at byte offset 1"],
    [() => messageText({ text: 'a', parse_mode: 'RTF' }, ''), 'unsupported parse_mode'],
    [() => plain(' \n '), 'message text is empty'],
    [() => html('<b> </b>'), 'message text is empty'],
    [() => plain('a'.repeat(4097)), 'message is too long'],
    [() => plain('😀'.repeat(2049)), 'message is too long'],
    [() => captionText({ text: 'a'.repeat(1025) }), 'message caption is too long'],
    [
      () => plain('abc', { offset: 1, length: 3 }),
      'entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3',
    ],
    [
      () => plain('😀', { offset: 0, length: 1 }),
      'entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol',
    ],
    [() => plain('abc', { offset: -1, length: 2 }), 'ENTITY_BOUNDS_INVALID'],
    [() => plain('abcd', { offset: 0, length: 3 }, { offset: 2, length: 2 }), 'ENTITY_BOUNDS_INVALID'],
  ])('refuses %#: %s', (make, reason) => {
    expect(make).toThrow(new Error(`Bad Request: ${reason}`));
  });

  it('counts after the entities have been read', () => {
    expect(() => html(`<b>${'a'.repeat(4096)}</b>`)).not.toThrow();
    expect(() => plain('😀'.repeat(2048))).not.toThrow();
    expect(() => captionText({ text: `*${'a'.repeat(1024)}*`, parse_mode: 'MarkdownV2' })).not.toThrow();
  });

  it('allows nested entities and trims blanks as Telegram does', () => {
    expect(plain('  abc \n', { offset: 2, length: 5 }, { offset: 2, length: 1 })).toEqual({
      text: 'abc',
      entities: [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'bold', offset: 0, length: 1 },
      ],
    });
  });

  it('finds commands, mentions and links', () => {
    expect(plain('/run@my_bot to @anna see https://e.org/a_b.')).toEqual({
      text: '/run@my_bot to @anna see https://e.org/a_b.',
      entities: [
        { type: 'bot_command', offset: 0, length: 11 },
        { type: 'mention', offset: 15, length: 5 },
        { type: 'url', offset: 25, length: 17 },
      ],
    });
  });
});
