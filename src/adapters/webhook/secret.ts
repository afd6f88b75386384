import { createHmac, hash, timingSafeEqual } from 'node:crypto';

const LONGEST_AGE_S = 300;

/** Tells whether something is the secret; digests have one length, whatever was sent. */
export function createSecretCheck(secret: string): (sent: string | Buffer) => boolean {
  const expected = digest(secret);
  return (sent) => timingSafeEqual(digest(sent), expected);
}

const digest = (text: string | Buffer): Buffer => hash('sha256', text, 'buffer');

export interface Signed {
  /** Seconds since 1970, as they were sent. */
  readonly timestamp: string;
  /** `sha256=` and hexadecimal digits. */
  readonly signature: string;
  readonly rawBody: Buffer;
}

/** Whether somebody who knows the secret signed this body within the last five minutes. */
export function isSigned({ timestamp, signature, rawBody }: Signed, secret: string, nowMs: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > LONGEST_AGE_S) return false;
  return createSecretCheck(signatureOf(timestamp, rawBody, secret))(signature);
}

/** What `X-Signature` is to be. */
export const signatureOf = (timestamp: string, body: Buffer | string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
