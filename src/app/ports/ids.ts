/** Ids nobody used before, and digests. */
export interface Ids {
  /** A version 4 UUID. */
  uuid(): string;
  /** Short, unguessable, URL-safe: it goes into buttons of 64 bytes. */
  gate(): string;
  /** SHA-256 of a text, hexadecimal. */
  digest(text: string): string;
}
