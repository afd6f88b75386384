import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, replaceFile } from '../durable.ts';
import { numberOf, parseObject } from '../json-access.ts';

/** Where Greenlight listens on this machine, for the hooks of all its attempts. */
export const addressFileIn = (logsDir: string): string => join(logsDir, '.asking.json');

export async function writeAddress(path: string, port: number): Promise<void> {
  await replaceFile(path, `${JSON.stringify({ port })}\n`);
}

/** Undefined while nobody listens. */
export function readAddress(path: string): number | undefined {
  return numberOf(parseObject(readIfThere(path) ?? '')?.['port']);
}

/** Unless somebody else listens by now. */
export function removeAddress(path: string, port: number): void {
  if (readAddress(path) === port) rmSync(path, { force: true });
}
