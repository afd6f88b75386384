import type { z } from 'zod';
import { isText, value } from './values.ts';

/** An address that is asked for as it stands. */
export const address: z.ZodType<string> = value(
  'an address that begins with http:// or https://, without a password',
  (found) => (urlIn(found) ? String(found).trim() : undefined),
);

/** An address to which paths are added. */
export const rootAddress: z.ZodType<string> = value(
  'an address such as http://localhost:8081, without a password, a query or a slash at its end',
  (found) => {
    const written = String(found).trim();
    return urlIn(found) && !/[?#]|\/$/.test(written) ? written : undefined;
  },
);

function urlIn(found: unknown): URL | undefined {
  if (!isText(found) || !/^https?:\/\/\S+$/i.test(found.trim()) || !URL.canParse(found.trim()))
    return undefined;
  const url = new URL(found.trim());
  return url.username === '' && url.password === '' ? url : undefined;
}
