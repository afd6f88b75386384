import type { Actor } from '../session/index.ts';
import { oneLine } from '../text/plain-text.ts';

/** Who asked for something; people of the channel `you` are called so. */
export function whoIs(by: Actor, you?: string): string {
  if (by.channel === 'greenlight') return 'Greenlight itself';
  return by.channel === you ? 'you' : `${oneLine(by.name)} (${oneLine(by.channel)})`;
}
