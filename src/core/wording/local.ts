import type { Instant } from '../attempt/index.ts';

/** Tells an instant on the reader's clock, with the date where it is not of the same day. */
export type Local = (at: Instant) => string;
