import { describe, expect, it } from '@jest/globals';
import type { AskedCall, Answers } from '../../../src/core/attempt/index.ts';
import {
  answersTold,
  askedWhat,
  askReason,
  coverWords,
  toolName,
} from '../../../src/core/wording/asked-call.ts';

const call: AskedCall = {
  id: 'toolu_1',
  kind: 'permission',
  tool: 'Bash',
  digest: 'd',
  detail: 'npm install',
  why: 'no rule names\n"npm install"',
};

describe('a call that is asked about', () => {
  it('says why, and what waits for the answer', () => {
    expect(askReason({ call, live: true })).toBe(
      'No rule names "npm install". Claude waits for your answer.',
    );
    expect(askReason({ call: { ...call, why: 'Is it safe?' } })).toBe(
      'Is it safe? Claude does not wait any longer; your answer lets it go on.',
    );
    expect(askReason({ call: { ...call, why: ' ' }, live: true })).toBe('Claude waits for your answer.');
  });

  it.each([
    ['Bash', 'may Claude run this?'],
    ['Write', 'may Claude write this file?'],
    ['mcp__jira__close', 'may Claude use mcp__jira__close?'],
    ['safe\u202egnp', 'may Claude use this tool?'],
    ['/approve', 'may Claude use this tool?'],
    ['constructor', 'may Claude use constructor?'],
  ])('is named: %s', (tool, what) => {
    expect(askedWhat({ ...call, tool })).toBe(what);
  });

  it('is a question where Claude asks one', () => {
    expect(askedWhat({ kind: 'question', tool: 'AskUserQuestion' })).toBe('Claude asks you something');
  });

  it('of a tool with a long name is cut', () => {
    expect(toolName('x'.repeat(500))).toHaveLength(60);
  });

  it.each([
    ['Bash', 'this very command'],
    ['Edit', 'any change of this file'],
    ['Grep', 'reading this again'],
    ['WebFetch', 'any page of this site'],
    ['mcp__jira__close', 'the very same call'],
    ['constructor', 'the very same call'],
  ])('says what is allowed with it for the rest of the task: %s', (tool, what) => {
    expect(coverWords({ tool, cover: 'c' })).toBe(
      `"Allow for this task": ${what} is not asked about again until the task is over.`,
    );
    expect(coverWords({ tool })).toBeUndefined();
  });
});

describe('an answer', () => {
  it.each<readonly [Answers, string]>([
    [{ words: 'the\nsmall one' }, 'the small one'],
    [{ byQuestion: { 'Which?': 'SQLite' } }, 'SQLite'],
    [{ byQuestion: { 'Which?': 'SQLite', 'Where?': 'here' } }, 'Which? SQLite; Where? here'],
  ])('is told: %j', (answers, told) => {
    expect(answersTold(answers)).toBe(told);
  });

  it('without a word is empty, and a long one is cut', () => {
    expect(answersTold({ byQuestion: {} })).toBe('');
    expect(answersTold({ words: 'x'.repeat(1_000) })).toHaveLength(200);
  });
});
