import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

export function isErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

/** The text of a file, or undefined where there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

export async function writeSynced(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE);
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Not durable. Synchronous: for a small file that takes microseconds, a promise ten times as long. */
export function createFile(path: string, content: string): void {
  writeFileSync(path, content, { flag: 'wx', mode: PRIVATE_FILE });
}

export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Creates the directory with its parents, so that it is still there after a power cut. */
export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: PRIVATE_DIRECTORY });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
}

/**
 * Creates a file that nobody can see half written, unless it exists: the first writer wins.
 * A hard link, because a rename would replace what an earlier writer put there.
 */
export async function writeOnce(path: string, content: string): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeSynced(temporary, content);
    await link(temporary, path);
    await syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Publishes a directory that `fill` has completed, unless one of that name exists.
 * Such directories are never empty, and a rename onto one that is not empty fails.
 */
export async function publishDirectory(
  path: string,
  fill: (directory: string) => Promise<void>,
): Promise<boolean> {
  const parent = dirname(path);
  await makeDirectory(parent);
  const temporary = `${parent}/.${randomUUID()}`;
  await mkdir(temporary, { mode: PRIVATE_DIRECTORY });
  try {
    await fill(temporary);
    await syncDirectory(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (isErrorCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  }
  await syncDirectory(parent);
  return true;
}
