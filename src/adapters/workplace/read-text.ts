import { constants, lstatSync, readlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { realPath } from './real-path.ts';

export type FileText =
  /** `whole` is false when the file goes on. */
  | { readonly ok: true; readonly text: string; readonly whole: boolean }
  /** `why` is a sentence. */
  | { readonly ok: false; readonly why: string };

const REPLACED: FileText = { ok: false, why: 'It was moved or replaced while it was looked at.' };
const NO_TEXT: FileText = { ok: false, why: 'It is no text in UTF-8.' };

/**
 * The beginning of a file as text. What is no file is not even waited for: a pipe without a writer would never open.
 * With `links: false` nothing is read but what stands at the path itself, whatever is put there meanwhile.
 */
export async function readText(
  path: string,
  maxBytes: number,
  { links = true }: { readonly links?: boolean } = {},
): Promise<FileText> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      if (!links && !(await standsAt(path, file))) return REPLACED;
      if (!(await file.stat()).isFile()) return { ok: false, why: 'It is no file.' };
      return decode(await readUpTo(file, maxBytes + 1), maxBytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    return {
      ok: false,
      why: `It may not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    };
  }
}

/** Whether an open file is what a path leads to without any links. */
async function standsAt(path: string, file: FileHandle): Promise<boolean> {
  const place = placeOf(file);
  // (Some file systems take the name of a file in any case.)
  if (place !== undefined) return place.toLowerCase() === path.toLowerCase();
  // A folder that is swapped for a link, back and again within these lines is not noticed here.
  const opened = await file.stat({ bigint: true });
  if (realPath(path) !== path) return false;
  const there = lstatSync(path, { bigint: true });
  return there.dev === opened.dev && there.ino === opened.ino;
}

/** Where an open file is; only Linux says it. */
function placeOf({ fd }: FileHandle): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}

/** (The size of a file is not asked: it may grow, and in /proc it is 0.) */
async function readUpTo(file: FileHandle, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, bytes - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length === bytes) return buffer.subarray(0, length);
  }
}

function decode(bytes: Buffer, maxBytes: number): FileText {
  const whole = bytes.length <= maxBytes;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    // Where it is cut, half of a character may be left: that is not given out.
    return { ok: true, text: decoder.decode(bytes.subarray(0, maxBytes), { stream: !whole }), whole };
  } catch {
    return NO_TEXT;
  }
}
