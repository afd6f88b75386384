import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

// What only touches the page cache is synchronous, here and in the other files of this folder: with a small
// file it takes microseconds, a promise ten times as long. Waiting for the disk is not.

const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

const synced = promisify(fsync);

export function isErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

/** The text of a file, or undefined where there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** Not durable. */
export function createFile(path: string, content: string): void {
  writeFileSync(path, content, { flag: 'wx', mode: PRIVATE_FILE });
}

/** Brings a file, or the names in a directory, to the disk. */
export async function sync(path: string): Promise<void> {
  const file = openSync(path, 'r');
  try {
    await synced(file);
  } finally {
    closeSync(file);
  }
}

/** Creates the directory with its parents, so that it is still there after a power cut. */
export async function makeDirectory(path: string): Promise<void> {
  const first = mkdirSync(path, { recursive: true, mode: PRIVATE_DIRECTORY });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await sync(dirname(made));
}

/** Creates a file that nobody can see half written, unless it exists: the first writer wins. Not durable. */
export function createOnce(path: string, content: string): boolean {
  const temporary = temporaryOf(path);
  try {
    createFile(temporary, content);
    return linkOnce(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** As `createOnce`, and durable. */
export async function writeOnce(path: string, content: string): Promise<boolean> {
  const temporary = temporaryOf(path);
  try {
    createFile(temporary, content);
    await sync(temporary);
    if (!linkOnce(temporary, path)) return false;
    await sync(dirname(path));
    return true;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Durable, in the place of what is there: whoever reads sees the one or the other, whole. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = temporaryOf(path);
  try {
    createFile(temporary, content);
    await sync(temporary);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  await sync(dirname(path));
}

export interface NewFile {
  readonly name: string;
  readonly content: string;
  /** Whether it must be there, whole, after a power cut. */
  readonly durable: boolean;
}

/**
 * Publishes a directory of these files, unless one of that name exists.
 * Such directories are never empty, and a rename onto one that is not empty fails.
 */
export async function publishDirectory(path: string, files: readonly NewFile[]): Promise<boolean> {
  const parent = dirname(path);
  await makeDirectory(parent);
  const temporary = `${parent}/.${randomUUID()}`;
  mkdirSync(temporary, { mode: PRIVATE_DIRECTORY });
  try {
    for (const { name, content } of files) createFile(join(temporary, name), content);
    const durable = files.filter((file) => file.durable).map(({ name }) => join(temporary, name));
    // Side by side: they share a commit of the file system's journal.
    await Promise.all([...durable, temporary].map(sync));
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (isErrorCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  }
  await sync(parent);
  return true;
}

function temporaryOf(path: string): string {
  return `${path}.${randomUUID()}`;
}

/** A hard link, because a rename would replace what an earlier writer put there. */
function linkOnce(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
}
