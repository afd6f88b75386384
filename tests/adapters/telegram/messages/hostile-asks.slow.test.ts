import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Card } from '../../../../src/adapters/telegram/messages/card.ts';
import { decidedText } from '../../../../src/adapters/telegram/messages/decided-text.ts';
import { gateCard } from '../../../../src/adapters/telegram/messages/gate-card.ts';
import { reminderCard } from '../../../../src/adapters/telegram/messages/reminder-card.ts';
import { runningCard } from '../../../../src/adapters/telegram/messages/running-card.ts';
import { statusCard } from '../../../../src/adapters/telegram/messages/status-card.ts';
import type { KeptCall } from '../../../../src/app/ports/call-book.ts';
import { openGates } from '../../../../src/core/session/index.ts';
import { auto, listed, openOf, play, start } from '../../../helpers/session-play.ts';
import { ann, asks, command, local, now, permission, questionCall, questions } from './day.ts';
import { expectCardFits, expectFit, texts } from './hostile.ts';

/** Everything about calls that wait, with the same text in every place that comes from outside. */
function cardsOf(text: string): readonly Card[] {
  const many = Array.from({ length: 4 }, () => text);
  const begin = start([listed(1, { title: text, type: text })]);
  const by = { ...ann, name: text };
  const call = { ...permission, tool: text, detail: text, why: text };
  const question = {
    question: text,
    header: text,
    multiSelect: true,
    options: many.map(() => ({ label: text, description: text })),
  };
  const asked = questions(question, { ...question, multiSelect: false }, question, question);
  const kept: readonly KeptCall[] = [
    { ...command, shown: { kind: 'command', command: text, description: text } },
    { ...command, shown: { kind: 'edit', path: text, diff: text } },
    { ...command, shown: { kind: 'write', path: text, content: text } },
    { ...command, shown: { kind: 'fetch', url: text, prompt: text } },
    { ...command, shown: { kind: 'other', tool: text, input: text } },
  ];
  const asking = openOf(play(auto, begin, asks(call), asks({ ...call, id: 'toolu_9' })));
  const [ask] = openGates(asking);
  const answering = openOf(play(auto, begin, asks({ ...questionCall, detail: text, why: text })));
  const [answer] = openGates(answering);
  if (!ask || !answer) throw new Error('nothing is asked');
  const asksOfIt = [
    ...kept.map((each) => ({ session: asking, gate: ask, asked: each, now, local })),
    { session: asking, gate: ask, now, local },
    { session: answering, gate: answer, asked, now, local },
    { session: answering, gate: answer, asked: questions(question), now, local },
    { session: answering, gate: answer, now, local },
  ];
  const denied = { kind: 'deny', reason: text } as const;
  const instead = { kind: 'allow', instead: text } as const;
  const answers = { kind: 'answer', answers: { byQuestion: { [text]: text, x: text } } } as const;
  return [
    ...asksOfIt.flatMap((facts) => {
      const card = gateCard(facts);
      const told = [denied, instead, answers].map((said) => ({
        text: decidedText(card.body, {
          ...{ decision: 'allow', by, at: now, local },
          call: { question: false, forTask: false, answer: said },
        }),
        buttons: [],
      }));
      return [card, reminderCard(facts), ...told, statusCard(facts.session, { now, local })];
    }),
    runningCard({
      session: asking,
      attempt: { epoch: 1, task: 1, conversation: 'c', orderedAt: now },
      elapsedMs: 1,
      now,
      local,
    }),
  ];
}

describe('a card about a call', () => {
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

  it('never leaves anything out of a command that fits', () => {
    const session = openOf(play(auto, start([listed(1)]), asks(permission)));
    const [gate] = openGates(session);
    if (!gate) throw new Error('nothing is asked');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (said) => {
        const shown = { kind: 'command', command: `echo ${said};` } as const;
        const { text } = gateCard({ session, gate, asked: { ...command, shown }, now, local }).text;
        // Blanks that look alike are named, others count as they are.
        const bare = (words: string): string =>
          words.replace(/⟨U\+[0-9A-F]+⟩|\s|[\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu, '');
        expect(bare(text)).toContain(bare(shown.command));
      }),
    );
  });
});
