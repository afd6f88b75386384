import { isIP } from 'node:net';
import type { z } from 'zod';
import { isText, numberIn, value } from './values.ts';

const LARGEST_PORT = 65_535;
const SHORTEST_SECRET = 16;

export const portNumber: z.ZodType<number> = value(`a port from 1 to ${LARGEST_PORT}`, (found) => {
  const number = numberIn(found);
  return number !== undefined && Number.isInteger(number) && number > 0 && number <= LARGEST_PORT
    ? number
    : undefined;
});

/** An address of this machine, not an URL. */
export const hostName: z.ZodType<string> = value(
  'an address of this machine such as 127.0.0.1, 0.0.0.0 or localhost',
  (found) => {
    const written = isText(found) ? found.trim() : '';
    return isIP(written) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(written) ? written : undefined;
  },
);

/** What a header can carry, and nothing that one would lose on the way. */
export const sharedSecret: z.ZodType<string> = value(
  (found) =>
    typeof found === 'string' && found.trim().length >= SHORTEST_SECRET
      ? 'expected printable ASCII characters without a space or a line break at either end, because it is sent in a header'
      : `expected a secret of at least ${SHORTEST_SECRET} characters, such as openssl rand -hex 24 prints; digits alone in quotes`,
  (found) => (typeof found === 'string' && SENDABLE.test(found) ? found : undefined),
);

const SENDABLE = new RegExp(`^[!-~][ -~]{${SHORTEST_SECRET - 2},}[!-~]$`);
