import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

export interface FileText {
  readonly text: string;
  /** False when the file goes on. */
  readonly whole: boolean;
}

/**
 * The beginning of a file as text; undefined where there is none, none that can be read, or none in UTF-8. What is no
 * file is not even waited for: a pipe without a writer would never open.
 */
export async function readText(path: string, maxBytes: number): Promise<FileText | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      return (await file.stat()).isFile() ? decode(await readUpTo(file, maxBytes + 1), maxBytes) : undefined;
    } finally {
      await file.close();
    }
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
  // Where it is cut, half of a character may be left: that is not given out.
  return { text: decoder.decode(bytes.subarray(0, maxBytes), { stream: !whole }), whole };
}
