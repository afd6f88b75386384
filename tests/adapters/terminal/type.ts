import { SUDDEN_SETTLE_MS } from '../../../src/adapters/terminal/gate-prompt.ts';
import { until } from '../../helpers/until.ts';
import type { Stage, StageOptions } from './stage.ts';

/** A line at the prompt. */
export function type({ input, timers }: Stage, line: string, { tty = false }: StageOptions = {}): void {
  if (tty) timers.pass(SUDDEN_SETTLE_MS);
  input.write(`${line}${tty ? '\r' : '\n'}`);
}

/** A key, read when it resolves. */
export async function press({ input }: Stage, key: string): Promise<void> {
  let read = false;
  input.once('data', () => setImmediate(() => (read = true)));
  input.write(key);
  await until(() => read);
}
