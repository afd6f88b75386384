import { appendFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { zoned } from './log-line.ts';

export interface DailyFileOptions {
  readonly folder: string;
  readonly keepDays: number;
  readonly now: () => Date;
  /** Told once for as long as writing fails. */
  readonly onFailure: (error: Error) => void;
}

/**
 * Appends to `folder/YYYY-MM-DD.log`. What cannot be written is lost, but the next text is tried anew: a disk that was
 * full, a folder that was away come back (a stream over one open file would stay broken, and breaks the program).
 */
export function createDailyFile({ folder, keepDays, now, onFailure }: DailyFileOptions): Writable {
  let failing = false;
  let today: string | undefined;
  const append = async (text: string): Promise<void> => {
    const at = now();
    const name = dayOf(at);
    if (today !== name) {
      await mkdir(folder, { recursive: true });
      // What cannot be removed is no reason to write nothing.
      await removeBefore(folder, dayOf(daysEarlier(at, keepDays))).catch(onFailure);
      today = name;
    }
    await appendFile(join(folder, `${name}.log`), text, { mode: 0o600 });
    failing = false;
  };
  return new Writable({
    decodeStrings: false,
    writev(chunks, done) {
      append(chunks.map(({ chunk }) => String(chunk)).join(''))
        .catch((error: unknown) => {
          today = undefined;
          if (!failing) onFailure(error as Error);
          failing = true;
        })
        .then(() => done(), done);
    },
  });
}

const dayOf = (at: Date): string => zoned(at).slice(0, 10);

const daysEarlier = (at: Date, days: number): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() - days, 12);

/** By name: a copied or restored file has another time of change. */
async function removeBefore(folder: string, day: string): Promise<void> {
  const old = (await readdir(folder)).filter((name) => /^\d{4}-\d\d-\d\d\.log$/.test(name) && name < day);
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}
