import { expect } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';

/** Compares a whole output with its file; with UPDATE_GOLDEN set, writes the file to be read and judged. */
export async function expectGolden(name: string, text: string): Promise<void> {
  const file = new URL(`../../fixtures/terminal/${name}.txt`, import.meta.url);
  if (process.env['UPDATE_GOLDEN'] !== undefined) await writeFile(file, text);
  expect(text).toBe(await readFile(file, 'utf8'));
}
