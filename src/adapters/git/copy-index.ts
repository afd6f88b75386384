import { copyFile, rm, stat, utimes } from 'node:fs/promises';
import { isCode } from './durable.ts';

/**
 * Copies an index for git to work on; there may be none yet. The copy is not younger than the original: by its time
 * git knows which files may have been changed after they were looked at, and a younger one would hide that.
 */
export async function copyIndex(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  try {
    const { mtimeMs } = await stat(from);
    await copyFile(from, to);
    const seconds = (Math.floor(mtimeMs) - 1) / 1_000;
    await utimes(to, seconds, seconds);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}
