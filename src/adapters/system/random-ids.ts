import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Ids } from '../../app/ports/ids.ts';

/** Ids from the operating system's randomness. */
export function createRandomIds(): Ids {
  return {
    uuid: () => randomUUID(),
    // 72 bits: nobody guesses one, and it leaves room in a button.
    gate: () => randomBytes(9).toString('base64url'),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
