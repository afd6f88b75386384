import { createInterface, type Interface } from 'node:readline';
import type { Answer, Keyboard, Question } from './keyboard.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { SUDDEN_SETTLE_MS } from './gate-prompt.ts';
import type { Screen } from './screen.ts';
import type { Timers } from './timers.ts';

export interface LineKeyboardDeps {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly screen: Screen;
  readonly timers: Timers;
}

const TOO_SOON = '⚠️ That came too soon after the question to be its answer: type it again.';

/** Lines from a pipe, one for each question; each is printed again, so that the output reads as a conversation. */
export function createLineKeyboard({ input, screen, timers }: LineKeyboardDeps): Keyboard {
  const waiting: string[] = [];
  let lines: Interface | undefined;
  let ended = false;
  let early = false;
  let wake = (): void => undefined;

  function open(): void {
    if (lines) return;
    lines = createInterface({ input, terminal: false, crlfDelay: Infinity });
    lines.on('line', (line) => {
      if (early) screen.print([TOO_SOON]);
      else waiting.push(line);
      wake();
    });
    lines.on('close', () => {
      ended = true;
      wake();
    });
  }

  function next(): Answer | undefined {
    const line = waiting.shift();
    if (line === undefined) return ended ? { type: 'end' } : undefined;
    screen.print([`> ${oneLine(line)}`]);
    return { type: 'line', line };
  }

  async function answerOr(withdrawn: AbortSignal): Promise<Answer> {
    for (;;) {
      if (withdrawn.aborted) return { type: 'withdrawn' };
      const answer = next();
      if (answer) return answer;
      await new Promise<void>((resolve) => {
        wake = resolve;
        withdrawn.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  // A person's lines from before a question answer another one; a pipe was written with all of them in mind.
  const person = input.isTTY === true;

  /** What a person ends as a question appears was begun before it. Returns what ends the wait for that. */
  function settle({ isSudden }: Question): () => void {
    if (!person || isSudden !== true) return () => undefined;
    early = true;
    return timers.after(SUDDEN_SETTLE_MS, () => (early = false));
  }

  if (person) open();

  return {
    async ask(question, withdrawn) {
      if (person) waiting.length = 0;
      screen.print([question.words]);
      open();
      const settled = settle(question);
      try {
        return await answerOr(withdrawn);
      } finally {
        settled();
        early = false;
      }
    },
    close: () => lines?.close(),
  };
}
