import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere } from '../durable.ts';
import { parseObject } from '../json-access.ts';

/** What the hook program of one attempt has to know; only its owner may read it. */
export interface AskingFile {
  readonly session: string;
  readonly epoch: number;
  /** Known to this attempt and to Greenlight. */
  readonly token: string;
  /** The file that tells where Greenlight listens; it may be another place after a restart. */
  readonly address: string;
  /** For how long a call waits for an answer. */
  readonly waitMs: number;
}

export const newToken = (): string => randomBytes(32).toString('base64url');

export const askingFileIn = (ledgerDirectory: string): string => join(ledgerDirectory, 'asking.json');

const SHAPE = {
  session: 'string',
  epoch: 'number',
  token: 'string',
  address: 'string',
  waitMs: 'number',
} satisfies Record<keyof AskingFile, string>;

/** Undefined where there is none that can be used. */
export function readAskingFile(ledgerDirectory: string): AskingFile | undefined {
  const found = parseObject(readIfThere(askingFileIn(ledgerDirectory)) ?? '');
  // (An empty token would be known to everybody.)
  const isWhole = Object.entries(SHAPE).every(
    ([name, type]) => typeof found?.[name] === type && found?.[name] !== '',
  );
  return isWhole ? (found as unknown as AskingFile) : undefined;
}
