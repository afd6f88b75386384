import { fstatSync, readSync } from 'node:fs';
import * as z from 'zod';

const FIRST_BYTES = 65_536;

const numbered = z.object({ n: z.int().positive() });

/** The number of the last entry in a file of JSON lines, 0 without one, and whether its last line lacks its end. */
export function readTail(
  file: number,
  firstBytes = FIRST_BYTES,
): { readonly last: number; readonly torn: boolean } {
  const { size } = fstatSync(file);
  for (let bytes = firstBytes; ; bytes *= 2) {
    const start = Math.max(0, size - bytes);
    const text = readFrom(file, start, size - start);
    // Where the reading begins in the middle of a line, that line is left for the next, longer reading.
    const lines = text.split('\n').slice(start > 0 ? 1 : 0);
    const last = lines.map(numberOf).findLast((n) => n !== undefined);
    if (last !== undefined || start === 0) return { last: last ?? 0, torn: size > 0 && !text.endsWith('\n') };
  }
}

function readFrom(file: number, start: number, length: number): string {
  const buffer = Buffer.alloc(length);
  return buffer.toString('utf8', 0, readSync(file, buffer, 0, length, start));
}

/** Undefined for a line that is no entry, such as one that was cut off. */
function numberOf(line: string): number | undefined {
  try {
    return numbered.safeParse(JSON.parse(line)).data?.n;
  } catch {
    return undefined;
  }
}
