import { randomBytes } from 'node:crypto';
import { link, open, readdir, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './storage-error.ts';

const PRIVATE_FILE = 0o600;
const RANDOM_BYTES = 6;
const TEMPORARY = /^\.[0-9a-f]{12}\.tmp$/;

export const previousOf = (path: string): string => `${path}.previous`;

const temporaryOf = (path: string): string => `${path}.${randomBytes(RANDOM_BYTES).toString('hex')}.tmp`;

/**
 * Replaces a file so that after a crash at any moment it is whole, either old or new, and new once this has
 * resolved. With `keepPrevious` what was there before stays beside it, under the name of `previousOf`.
 */
export async function writeDurably(
  path: string,
  text: string,
  { keepPrevious = false }: { readonly keepPrevious?: boolean } = {},
): Promise<void> {
  const temporary = temporaryOf(path);
  const folder = await open(dirname(path), 'r');
  // Side by side: beside the flush to disk the second name of the old file costs no time.
  const steps = [writeSynced(temporary, text), ...(keepPrevious ? [linkPrevious(path)] : [])];
  try {
    await Promise.all(steps);
    await rename(temporary, path);
    await folder.sync();
  } catch (error) {
    await Promise.allSettled(steps);
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await folder.close();
  }
}

/** Removes what a killed `writeDurably` of this path left; nobody may be writing it. */
export async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  const names = await readdir(folder);
  const leftovers = names.filter(
    (other) => other.startsWith(name) && TEMPORARY.test(other.slice(name.length)),
  );
  await Promise.all(leftovers.map((leftover) => rm(join(folder, leftover), { force: true })));
}

/** Makes the entries of a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A hard link, because it copies nothing; put in place by a rename, so that there is never no previous copy. */
async function linkPrevious(path: string): Promise<void> {
  const temporary = temporaryOf(path);
  // Somebody may have removed the file meanwhile: then there is nothing to keep.
  await link(path, temporary).catch(unlessMissing);
  await rename(temporary, previousOf(path)).catch(unlessMissing);
  // After a crash both may be names of one file, and then a rename does nothing and leaves both.
  await unlink(temporary).catch(unlessMissing);
}

function unlessMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
