import { open } from 'node:fs/promises';
import { PLAIN, RENAMES } from './tree-changes.ts';
import type { Workshop } from './workshop.ts';

const NEWLINE = 10;

export interface Written {
  readonly bytes: number;
  readonly whole: boolean;
}

/** Never holds more than a piece of the diff; one that is too long ends with its last whole line. */
export async function writeDiff(
  { own }: Workshop,
  { from, to }: { readonly from: string; readonly to: string },
  path: string,
  maxBytes: number,
): Promise<Written> {
  // (A half of one may stand there from before a crash.)
  const file = await open(path, 'w', 0o600);
  try {
    let bytes = 0;
    // Binary files are named, and paths with control characters are quoted.
    for await (const chunk of own.stream(['diff-tree', '-r', '-p', ...RENAMES, ...PLAIN, from, to])) {
      const room = maxBytes - bytes;
      if (chunk.length <= room) {
        await file.write(chunk);
        bytes += chunk.length;
        continue;
      }
      const fits = chunk.subarray(0, room).lastIndexOf(NEWLINE) + 1;
      await file.write(chunk.subarray(0, fits));
      return { bytes: bytes + fits, whole: false };
    }
    return { bytes, whole: true };
  } finally {
    await file.close();
  }
}
