import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isCode, syncFolder } from './durable.ts';
import type { Workshop } from './workshop.ts';

const PATIENCE_MS = 2_000;
const POLL_MS = 50;

export interface IndexLock {
  /** Puts this content in the place of the operator's index, and gives the lock back by it. */
  readonly replace: (content: string) => Promise<void>;
  readonly release: () => void;
}

/**
 * Locks the operator's index as git does, so that neither he nor his programs change it meanwhile; undefined while
 * they do. The lock has a second name of ours, by which `breakOwnLock` knows it after a crash.
 */
export async function lockIndex(shop: Workshop): Promise<IndexLock | undefined> {
  const { lock, mark } = names(shop);
  breakOwnLock(shop);
  closeSync(openSync(mark, 'w', 0o644));
  const begun = performance.now();
  while (!tryLink(mark, lock)) {
    if (performance.now() - begun > PATIENCE_MS) {
      rmSync(mark, { force: true });
      return undefined;
    }
    await wait(POLL_MS);
  }
  const { index } = shop.repository;
  return {
    replace: async (content) => {
      const bytes = await readFile(content);
      const file = openSync(lock, 'w');
      try {
        writeSync(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(lock, index);
      await syncFolder(dirname(index));
      rmSync(mark, { force: true });
    },
    release: () => breakOwnLock(shop),
  };
}

/** Removes the lock that a killed process of ours left, and no other. */
export function breakOwnLock(shop: Workshop): void {
  const { lock, mark } = names(shop);
  const ours = inodeOf(mark);
  if (ours === undefined) return;
  if (inodeOf(lock) === ours) rmSync(lock, { force: true });
  rmSync(mark, { force: true });
}

const names = ({ repository, own }: Workshop) => ({
  lock: `${repository.index}.lock`,
  mark: join(own.folder, 'index-lock'),
});

const inodeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino;

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}
