import { describe, expect, it } from '@jest/globals';
import { DENIED, replyTo } from '../../src/app/call-reply.ts';
import type { CallAnswer } from '../../src/core/attempt/index.ts';

const reason = 'Ask again, alone.';

const told = (answer: CallAnswer, tool = 'Bash') => replyTo(answer, { tool, input: {} }, (text) => text);

describe('a call that was denied', () => {
  it.each(['Bash', 'AskUserQuestion'])('by Greenlight (%s) has its words alone', (tool) => {
    expect(told({ kind: 'deny', reason, by: 'greenlight' }, tool)).toEqual({ decision: 'deny', reason });
    expect(told({ kind: 'deny', by: 'greenlight' }, tool)).toEqual(DENIED.alone);
  });

  it("by a person has theirs as a person's, whatever they are", () => {
    expect(told({ kind: 'deny', reason: DENIED.alone.reason })).toEqual({
      decision: 'deny',
      reason: `The operator did not allow this: ${DENIED.alone.reason}`,
    });
  });
});

describe('a question that was answered', () => {
  const options = ['use S3CRET', 'b', 'b, S3CRET', 'c'].map((label) => ({ label }));
  const input = { questions: [{ question: 'Which of S3CRET?', multiSelect: true, options }] };
  const hidden = (text: string): string => text.replaceAll('S3CRET', '[redacted]');

  it.each([
    ['use [redacted]', 'use S3CRET'],
    ['use [redacted], b', 'use S3CRET, b'],
    ['b, use [redacted], c', 'b, use S3CRET, c'],
    ['b, [redacted]', 'b, S3CRET'],
    ['c, b, [redacted], use [redacted]', 'c, b, S3CRET, use S3CRET'],
    ['b, or else', 'b, or else'],
    ['b, ', 'b, '],
    ['', ''],
  ])('by "%s" has the names of its options as Claude wrote them', (said, answer) => {
    for (const answers of [{ words: said }, { byQuestion: { 'Which of [redacted]?': said } }]) {
      expect(replyTo({ kind: 'answer', answers }, { tool: 'AskUserQuestion', input }, hidden)).toEqual({
        decision: 'allow',
        input: { ...input, answers: { 'Which of S3CRET?': answer } },
      });
    }
  });
});
