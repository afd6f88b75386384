import { readFileSync } from 'node:fs';

const { version, description } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string; readonly description: string };

export const VERSION = version;
export const DESCRIPTION = description;
