import { createInterface, type Interface } from 'node:readline';
import type { Answer, Keyboard } from './keyboard.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import type { Screen } from './screen.ts';

export interface LineKeyboardDeps {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly screen: Screen;
}

/** Lines from a pipe, one for each question; each is printed again, so that the output reads as a conversation. */
export function createLineKeyboard({ input, screen }: LineKeyboardDeps): Keyboard {
  const waiting: string[] = [];
  let lines: Interface | undefined;
  let ended = false;
  let wake = (): void => undefined;

  function open(): void {
    if (lines) return;
    lines = createInterface({ input, terminal: false, crlfDelay: Infinity });
    lines.on('line', (line) => {
      waiting.push(line);
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

  // A person's lines from before a question answer another one; a pipe was written with all of them in mind.
  const person = input.isTTY === true;
  if (person) open();

  return {
    async ask(question, withdrawn) {
      if (person) waiting.length = 0;
      screen.print([question.words]);
      open();
      for (;;) {
        if (withdrawn.aborted) return { type: 'withdrawn' };
        const answer = next();
        if (answer) return answer;
        await new Promise<void>((resolve) => {
          wake = resolve;
          withdrawn.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
    close: () => lines?.close(),
  };
}
