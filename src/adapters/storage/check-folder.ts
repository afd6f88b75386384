import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

export type FolderCheck =
  { readonly ok: true; readonly freeBytes: number } | { readonly ok: false; readonly reason: string };

/** Whether files can be written in `folder`, which is made if it is not there; and how much space is left. */
export async function checkFolder(folder: string): Promise<FolderCheck> {
  const probe = join(folder, `.probe-${randomUUID()}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, 'probe');
    await rm(probe);
    const { bavail, bsize } = await statfs(folder);
    return { ok: true, freeBytes: bavail * bsize };
  } catch (error) {
    return { ok: false, reason: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}
