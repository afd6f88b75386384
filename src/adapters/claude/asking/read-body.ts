import type { IncomingMessage } from 'node:http';
import { MOST_BYTES } from './wire.ts';

/** All of it, as long as it is bounded. */
export async function readBody(request: IncomingMessage): Promise<Buffer | 'too large'> {
  const parts: Buffer[] = [];
  let length = 0;
  // (Otherwise nothing could be answered to one that is too large.)
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const part of chunks) {
    length += part.length;
    if (length > MOST_BYTES) return 'too large';
    parts.push(part);
  }
  return Buffer.concat(parts);
}
