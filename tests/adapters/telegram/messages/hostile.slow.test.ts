import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instructionMessage } from '../../../../src/adapters/telegram/messages/instruction-message.ts';
import { saidMessage } from '../../../../src/adapters/telegram/messages/said-message.ts';
import { split } from '../../../../src/adapters/telegram/messages/split.ts';
import { openOf, play, required, start } from '../../../helpers/session-play.ts';
import { record } from './day.ts';
import { cardsOf } from './every-card.ts';
import { expectCardFits, expectFit, texts } from './hostile.ts';

describe('a card about anything', () => {
  it.each(texts.map((text) => [text.slice(0, 20), text] as const))('fits one message: %j', (_, text) => {
    for (const card of cardsOf(text)) expectCardFits(card);
  });

  it('fits one message whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        for (const card of cardsOf(`x${text}`)) expectFit(card.text);
      }),
      { numRuns: 30 },
    );
  });

  it('offers no command that its text names', () => {
    const [card] = cardsOf('run /approve all now');
    const { text = '', entities = [] } = card?.text ?? {};
    const places = Array.from(text.matchAll(/run (\/approve)/g), ({ index }) => index + 'run '.length);
    // The first two are the title and the type, in the first line.
    const description = places[2];
    const codes = entities.filter(({ type }) => type === 'code').map(({ offset }) => offset);
    expect(codes).toContain(description);
  });
});

describe('a whole text', () => {
  it.each(texts.map((text) => [text.slice(0, 20), text] as const))('is all there in parts: %j', (_, text) => {
    const session = openOf(play(required, start()));
    const task = {
      number: 2,
      title: 't',
      dependsOn: [],
      acceptanceCriteria: [text],
      verify: [],
      instruction: text,
    };
    for (const whole of [
      instructionMessage(session, 2, { ...task, description: text }),
      saidMessage(session, record({ finalText: text })),
    ]) {
      const parts = split(whole);
      parts.forEach(expectFit);
      expect(
        parts
          .map((part) => part.text)
          .join('')
          .replace(/\s/g, ''),
      ).toBe(whole.text.replace(/\s/g, ''));
    }
  });
});
