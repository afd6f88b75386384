import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * That a text comes from somebody who knows the attempt's token, which itself never crosses the line: after a crash
 * another program may listen where Greenlight did.
 */
export function proofOf(token: string, text: string | Buffer): string {
  return createHmac('sha256', token).update(text).digest('hex');
}

/** Takes as long for a wrong proof as for a right one. */
export function isProof(found: unknown, token: string, text: string | Buffer): boolean {
  const [given, right] = [Buffer.from(String(found)), Buffer.from(proofOf(token, text))];
  return given.length === right.length && timingSafeEqual(given, right);
}
