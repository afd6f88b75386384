import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import type { Answer, Question } from '../../../src/adapters/terminal/keyboard.ts';
import { createLineKeyboard } from '../../../src/adapters/terminal/line-keyboard.ts';
import { createScreen } from '../../../src/adapters/terminal/screen.ts';
import { noStyle } from '../../../src/adapters/terminal/style.ts';
import { until } from '../../helpers/until.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';

const usual: Question = { keys: '', words: 'Go on?', hotKeys: {} };
const sudden: Question = { ...usual, words: 'May Claude?', isSudden: true };
const TOO_SOON = 'too soon after the question';

interface Stage {
  readonly input: PassThrough;
  readonly timers: FakeTimers;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly text: () => string;
}

function stageOf(isTTY: boolean): Stage {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  let text = '';
  output.on('data', (data: Buffer) => (text += String(data)));
  const timers = createFakeTimers();
  const keyboard = createLineKeyboard({ input, screen: createScreen(output, noStyle), timers });
  const { signal } = new AbortController();
  return { input, timers, ask: (question) => keyboard.ask(question, signal), text: () => text };
}

describe('a person without keys', () => {
  it('does not answer a sudden question by a line that was begun before it', async () => {
    const { input, timers, ask, text } = stageOf(true);
    input.write('a');
    const answer = ask(sudden);
    input.write('\n');
    await until(() => text().includes(TOO_SOON));
    timers.pass(699);
    input.write('allow\n');
    await until(() => text().split(TOO_SOON).length === 3);
    timers.pass(1);
    input.write('deny\n');
    expect(await answer).toEqual({ type: 'line', line: 'deny' });
    expect(text()).not.toContain('> a');
  });

  it('answers any other question at once, also after a sudden one', async () => {
    const { input, timers, ask } = stageOf(true);
    const first = ask(sudden);
    timers.pass(700);
    input.write('deny\n');
    await first;
    const second = ask(usual);
    input.write('approve\n');
    expect(await second).toEqual({ type: 'line', line: 'approve' });
    expect(timers.waiting).toBe(0);
  });

  it('who is gone answers nothing any more', async () => {
    const { input, ask, timers } = stageOf(true);
    const answer = ask(sudden);
    input.end('a');
    expect(await answer).toEqual({ type: 'end' });
    expect(timers.waiting).toBe(0);
  });
});

it('a pipe loses nothing of what it holds', async () => {
  const { input, ask } = stageOf(false);
  input.write('one\ntwo\n');
  expect([await ask(sudden), await ask(sudden)]).toEqual([
    { type: 'line', line: 'one' },
    { type: 'line', line: 'two' },
  ]);
});
