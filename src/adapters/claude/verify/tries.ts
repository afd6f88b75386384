import { rmSync } from 'node:fs';
import { readIfThere, replaceFile } from '../durable.ts';

/** How often Greenlight may end while the same commands run. */
const MOST = 5;

/** Counts the beginnings that had no end: a command may end the very Greenlight that would run it again. */
export interface Tries {
  /** False when there were so many that another one would hardly end otherwise; else this is one of them. */
  begin(): Promise<boolean>;
  end(): void;
}

export function createTries(path: string): Tries {
  return {
    begin: async () => {
      const before = Number(readIfThere(path) ?? 0) || 0;
      if (before >= MOST) return false;
      await replaceFile(path, String(before + 1));
      return true;
    },
    end: () => rmSync(path, { force: true, recursive: true }),
  };
}

/** What is said in the place of their output. */
export const GAVE_UP = `Greenlight ended ${String(MOST)} times while these commands ran, so they are not run again: they may end it (pkill, say).`;
