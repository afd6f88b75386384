import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { makeFolder } from './make-folder.ts';
import { parseJson, validate } from './parse-document.ts';
import { identityOf } from './process-identity.ts';
import { readIfThere } from './read-if-there.ts';
import { naming } from './storage-error.ts';
import { tryLink } from './try-link.ts';

export type Lock =
  | { readonly ok: true; readonly release: () => Promise<void> }
  | { readonly ok: false; readonly holder: LockHolder };

export interface LockHolder {
  readonly pid: number;
  /** When it took the lock, ISO 8601. */
  readonly since: string;
}

const holderSchema = z.object({ pid: z.int().positive(), identity: z.string(), since: z.string() });

/** Holds `path` for this process by a file `<path>.lock`; one that a dead process left is taken over. */
export function acquireLock(path: string): Promise<Lock> {
  const lock = `${path}.lock`;
  return naming(lock, 'write', async () => {
    const { pid } = process;
    const holder = { pid, identity: await identityOf(pid), since: new Date().toISOString() };
    const text = JSON.stringify(holder);
    await makeFolder(dirname(path));
    const other = await take(lock, text);
    return other ? { ok: false, holder: other } : { ok: true, release: () => release(lock, text) };
  });
}

/**
 * Undefined when the lock was taken, else who has it. A lock appears by a hard link to a complete file, so that nobody
 * reads half of it and one of several wins. A dead one is replaced, never removed first, and only by the holder of a
 * second lock, who looks again: else a slow taker would throw out the one who was quicker.
 */
async function take(lock: string, text: string): Promise<LockHolder | undefined> {
  const mine = `${lock}.${randomUUID()}`;
  await writeFile(mine, text, { flag: 'wx', mode: 0o600 });
  try {
    for (;;) {
      if (await tryLink(mine, lock)) return undefined;
      const holder = await holderOf(lock);
      if (holder === 'none') continue;
      if (holder !== 'dead') return holder;
      const takeover = `${lock}.takeover`;
      const other = await take(takeover, text);
      if (other) return other;
      if (await replaceDead(lock, mine).finally(() => rm(takeover, { force: true }))) return undefined;
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function replaceDead(lock: string, mine: string): Promise<boolean> {
  if ((await holderOf(lock)) !== 'dead') return false;
  await rename(mine, lock);
  return true;
}

async function holderOf(lock: string): Promise<LockHolder | 'dead' | 'none'> {
  const bytes = await readIfThere(lock);
  if (!bytes) return 'none';
  const json = parseJson(bytes);
  const holder = json.ok ? validate(json.value, holderSchema) : json;
  // A lock is written whole: what cannot be read was damaged with the machine, and so was its holder.
  if (!holder.ok) return 'dead';
  const { pid, identity, since } = holder.value;
  return (await identityOf(pid)) === identity ? { pid, since } : 'dead';
}

/** Leaves alone what somebody put there after an operator removed the lock by hand. */
async function release(lock: string, text: string): Promise<void> {
  const bytes = await readIfThere(lock);
  if (bytes?.toString() === text) await rm(lock, { force: true });
}
