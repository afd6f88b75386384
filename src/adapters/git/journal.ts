import { join } from 'node:path';
import { readIfThere, removeFile, replaceFile } from './durable.ts';
import type { Workshop } from './workshop.ts';

/** What is being done to the repository, so that the next process can finish it; the last one that was done stays. */
export interface Journal<T> {
  readonly read: () => Promise<T | undefined>;
  readonly write: (entry: T, how?: { readonly durable: boolean }) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export function openJournal<T>({ own }: Workshop, name: string): Journal<T> {
  const path = join(own.folder, `${name}.json`);
  return {
    read: async () => {
      const text = await readIfThere(path);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    write: (entry, { durable } = { durable: true }) => replaceFile(path, JSON.stringify(entry), durable),
    remove: () => removeFile(path),
  };
}
