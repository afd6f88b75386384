import { readFile } from 'node:fs/promises';
import { codeOf } from './storage-error.ts';

/** A file's bytes, or undefined where there is none; any other failure is thrown. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
