import { createKeyKeyboard, type KeyKeyboardDeps } from './key-keyboard.ts';
import type { Keyboard } from './keyboard.ts';
import { createLineKeyboard } from './line-keyboard.ts';
import type { Screen } from './screen.ts';

export interface KeyboardDeps extends Omit<KeyKeyboardDeps, 'style'> {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly screen: Screen;
}

/** Keys act by themselves only where both ends are a terminal; anything else is read by lines. */
export function createKeyboard(deps: KeyboardDeps): Keyboard {
  const { input, output, screen, timers } = deps;
  if (input.isTTY !== true || !screen.live) return createLineKeyboard({ input, screen, timers });
  const keys = createKeyKeyboard({ input, output, timers, style: screen.style });
  return {
    ...keys,
    async ask(question, withdrawn) {
      screen.hold();
      try {
        return await keys.ask(question, withdrawn);
      } finally {
        screen.release();
      }
    },
  };
}
