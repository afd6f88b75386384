import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { hotKeys } from '../../../src/adapters/terminal/command-words.ts';
import { createKeyKeyboard } from '../../../src/adapters/terminal/key-keyboard.ts';
import type { Answer } from '../../../src/adapters/terminal/keyboard.ts';
import { noStyle } from '../../../src/adapters/terminal/style.ts';
import { until } from '../../helpers/until.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';

const ESC = '\u001b';

interface Asked {
  readonly timers: FakeTimers;
  readonly answer: Promise<Answer>;
  readonly withdrawn: AbortController;
  /** Sends keys and waits until they were read. */
  readonly type: (keys: string) => Promise<void>;
  readonly text: () => string;
}

/** A prompt that counts keys already. */
async function asked({
  settled = true,
  isSudden = false,
  keys = '[a] approve',
  columns = 80,
} = {}): Promise<Asked> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns });
  const chunks: string[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const timers = createFakeTimers();
  const withdrawn = new AbortController();
  const question = { keys, words: '', hotKeys, isSudden };
  const answer = createKeyKeyboard({ input, output, style: noStyle, timers }).ask(question, withdrawn.signal);
  await until(() => timers.waiting > 0);
  if (settled) timers.pass(300);
  return {
    timers,
    answer,
    withdrawn,
    text: () => stripVTControlCharacters(chunks.join('')),
    async type(keys) {
      let read = false;
      input.once('data', () => setImmediate(() => (read = true)));
      input.write(keys);
      await until(() => read);
    },
  };
}

const line = (text: string): Answer => ({ type: 'line', line: text });

describe('the prompt at a gate', () => {
  it.each([
    ['a', 'approve'],
    ['k', 'skip'],
    ['p', 'pause'],
    ['u', 'undo'],
    ['y', 'redo'],
    ['e', 'reload'],
    ['o', 'leash off'],
    ['v', 'diff'],
    ['q', 'stop'],
    ['l', 'logs'],
    ['d', 'details'],
    ['?', 'help'],
  ])('takes %s alone as %s', async (key, command) => {
    const { type, timers, answer } = await asked();
    await type(key);
    timers.pass(250);
    expect(await answer).toEqual(line(command));
  });

  it('does not take a key for a command before it stayed alone long enough', async () => {
    const { type, timers, answer } = await asked();
    await type('a');
    timers.pass(249);
    await type('pprove 3\r');
    expect(await answer).toEqual(line('approve 3'));
  });

  it('does not take what is left of a word for a key', async () => {
    const { type, timers, answer } = await asked();
    await type('ap');
    await type('\u007f');
    timers.pass(1_000);
    await type('pprove 2\r');
    expect(await answer).toEqual(line('approve 2'));
  });

  it('clears the line at Escape, and then keys act again', async () => {
    const { type, timers, answer, text } = await asked();
    await type('stop');
    await type(ESC);
    // Readline waits a moment whether Escape begins a longer sequence.
    await until(() => text().endsWith('>'));
    await type('k');
    timers.pass(250);
    expect(await answer).toEqual(line('skip'));
  });

  it('has no key s: three commands begin with it', async () => {
    const { type, timers, answer } = await asked();
    await type('s');
    timers.pass(1_000);
    await type('tatus\r');
    expect(await answer).toEqual(line('status'));
  });

  it('begins a line of words with r', async () => {
    const { type, timers, answer } = await asked();
    await type('r');
    timers.pass(250);
    timers.pass(1_000);
    await type('use the other table\r');
    expect(await answer).toEqual(line('retry use the other table'));
  });

  it('begins a line for a time with w', async () => {
    const { type, timers, answer } = await asked();
    await type('w');
    timers.pass(250);
    await type('23:30\r');
    expect(await answer).toEqual(line('wait 23:30'));
  });

  it('sends nothing when nothing was typed', async () => {
    const { type, answer } = await asked();
    await type('\r');
    await type('   \r');
    await type('stop\r');
    expect(await answer).toEqual(line('stop'));
  });

  it('forgets what was typed before it could be read', async () => {
    const { type, timers, answer, text } = await asked({ settled: false });
    await type('\r');
    expect(text()).not.toContain('typed too early');
    await type('approve\r');
    expect(text()).toContain('(typed too early, not used)');
    timers.pass(299);
    await type('a');
    timers.pass(299);
    timers.pass(1);
    await type('k');
    timers.pass(250);
    expect(await answer).toEqual(line('skip'));
  });

  it('forgets for longer what was typed where nobody knew that a question would come', async () => {
    const { type, timers, answer, text } = await asked({ settled: false, isSudden: true });
    timers.pass(699);
    await type('a');
    timers.pass(699);
    timers.pass(1);
    timers.pass(250);
    expect(text()).not.toMatch(/> [a-z]/);
    expect(text()).not.toContain('typed too early');
    await type('k');
    timers.pass(250);
    expect(await answer).toEqual(line('skip'));
  });

  it('shows what can be done, and afterwards only what was answered', async () => {
    const { type, timers, answer, text } = await asked();
    expect(text()).toContain('[a] approve');
    await type('k');
    timers.pass(250);
    await answer;
    expect(text()).toMatch(/> skip\n?$/);
  });

  it('breaks what can be done between two choices', async () => {
    const keys = '[a] approve  [r] retry (task 1 again)  [q] stop';
    const { text, type, answer } = await asked({ keys, columns: 30 });
    expect(text()).toMatch(/\[a\] approve\s*\n\[r\] retry \(task 1 again\)\s*\n\[q\] stop/);
    await type('stop\r');
    await answer;
  });

  it('leaves no timer behind', async () => {
    const { type, timers, answer } = await asked();
    await type('help\r');
    await answer;
    expect(timers.waiting).toBe(0);
  });

  it('tells Ctrl-C, Ctrl-D and being taken back apart', async () => {
    const interrupted = await asked();
    await interrupted.type('\u0003');
    expect(await interrupted.answer).toEqual({ type: 'interrupted' });
    const ended = await asked();
    await ended.type('\u0004');
    expect(await ended.answer).toEqual({ type: 'end' });
    const withdrawn = await asked();
    withdrawn.withdrawn.abort();
    expect(await withdrawn.answer).toEqual({ type: 'withdrawn' });
  });
});
