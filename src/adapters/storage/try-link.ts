import { link } from 'node:fs/promises';
import { codeOf } from './storage-error.ts';

/** Gives a file a second name; false when there is a file of that name, so one of several wins. */
export async function tryLink(path: string, name: string): Promise<boolean> {
  try {
    await link(path, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
