import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from './storage-error.ts';

const PRIVATE_FILE = 0o600;
const RANDOM_BYTES = 6;
const TEMPORARY = /^\.[0-9a-f]{12}\.tmp$/;

export const previousOf = (path: string): string => `${path}.previous`;

/** Brings an open file to the disk. */
export const flush = promisify(fsync);

const temporaryOf = (path: string): string => `${path}.${randomBytes(RANDOM_BYTES).toString('hex')}.tmp`;

/**
 * Replaces a file so that after a crash at any moment it is whole, either old or new, and new once this has
 * resolved. With `keepPrevious` what was there before stays beside it, under the name of `previousOf`.
 * Only the waiting for the disk is asynchronous: a promise for each step would cost as much as the disk does.
 */
export async function writeDurably(
  path: string,
  text: string,
  { keepPrevious = false }: { readonly keepPrevious?: boolean } = {},
): Promise<void> {
  const temporary = temporaryOf(path);
  try {
    await withOpen(openSync(temporary, 'wx', PRIVATE_FILE), async (file) => {
      writeFileSync(file, text);
      if (keepPrevious) linkPrevious(path);
      await flush(file);
    });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
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
export const syncFolder = async (path: string): Promise<void> => withOpen(openSync(path, 'r'), flush);

async function withOpen(file: number, work: (file: number) => Promise<void>): Promise<void> {
  try {
    await work(file);
  } finally {
    closeSync(file);
  }
}

/** A hard link, because it copies nothing; put in place by a rename, so that there is never no previous copy. */
function linkPrevious(path: string): void {
  const temporary = temporaryOf(path);
  unlessMissing(() => {
    linkSync(path, temporary);
    renameSync(temporary, previousOf(path));
    // After a crash both may be names of one file, and then a rename does nothing and leaves both.
    if (existsSync(temporary)) unlinkSync(temporary);
  });
}

/** Somebody may have removed the file meanwhile: then there is nothing to keep. */
function unlessMissing(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
