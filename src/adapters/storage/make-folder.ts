import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf } from './storage-error.ts';

/**
 * Makes a folder and those above it, for their owner only; tells whether it was not there before. Node's own
 * recursive `mkdir` never ends where a parent exists but takes nothing new (`/proc/x`).
 */
export async function makeFolder(path: string): Promise<boolean> {
  const missing: string[] = [];
  for (let folder = resolve(path); !(await isThere(folder)); folder = dirname(folder)) missing.push(folder);
  let made = false;
  for (const folder of missing.toReversed()) made = await makeOne(folder);
  // A file in its place is there, too.
  if (missing.length === 0 && !(await isFolder(path))) await mkdir(path);
  return made;
}

async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    // Made meanwhile by someone else; a link that leads nowhere is in the way.
    if (codeOf(error) === 'EEXIST' && (await isFolder(folder))) return false;
    throw error;
  }
}

const isThere = async (path: string): Promise<boolean> => (await statIfThere(path)) !== undefined;

const isFolder = async (path: string): Promise<boolean> => (await statIfThere(path))?.isDirectory() === true;

async function statIfThere(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
