import type { Stage, StageOptions } from './stage.ts';

/** A line at the prompt. */
export function type({ input, timers }: Stage, line: string, { tty = false }: StageOptions = {}): void {
  if (tty) timers.pass(300);
  input.write(`${line}${tty ? '\r' : '\n'}`);
}
