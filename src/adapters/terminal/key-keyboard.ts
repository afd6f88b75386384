import { ExitPromptError } from '@inquirer/core';
import { gatePrompt, isWithdrawn } from './gate-prompt.ts';
import type { Answer, Keyboard } from './keyboard.ts';
import type { Output } from './screen.ts';
import type { Style } from './style.ts';
import type { Timers } from './timers.ts';
import { wrappedChoices } from './wrapped.ts';

export interface KeyKeyboardDeps {
  readonly input: NodeJS.ReadableStream;
  readonly output: Output;
  readonly style: Style;
  readonly timers: Timers;
}

/** A person at a terminal: single keys act. */
export const createKeyKeyboard = ({ input, output, style, timers }: KeyKeyboardDeps): Keyboard => ({
  async ask(asked, withdrawn): Promise<Answer> {
    const { columns } = output;
    const keys = columns === undefined ? asked.keys : wrappedChoices(asked.keys, columns);
    const question = { ...asked, keys };
    try {
      const line = await gatePrompt({ question, style, timers }, { input, output, signal: withdrawn });
      return line === undefined ? { type: 'end' } : { type: 'line', line };
    } catch (error) {
      if (error instanceof ExitPromptError) return { type: 'interrupted' };
      if (isWithdrawn(error)) return { type: 'withdrawn' };
      throw error;
    }
  },
  // Each prompt gives the keyboard back by itself.
  close: () => undefined,
});
