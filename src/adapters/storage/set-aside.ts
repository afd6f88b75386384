import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { tryLink } from './try-link.ts';

/**
 * Gives an unusable file a name of its own, `<path>.corrupt-<time>`, and returns it. The old name goes on standing
 * for the same file until the next save replaces it: a crash before that must not look as if nothing had been wrong.
 */
export async function setAside(path: string, at: string): Promise<string> {
  const prefix = `${path}.corrupt-`;
  const known = await sameFile(path, prefix);
  if (known !== undefined) return known;
  const name = prefix + at.replaceAll(':', '-');
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (await tryLink(path, candidate)) return candidate;
  }
}

/** The name it got when it was set aside before, by a run that ended before its first save. */
async function sameFile(path: string, prefix: string): Promise<string | undefined> {
  const folder = dirname(path);
  const { ino, dev } = await stat(path);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(basename(prefix))) continue;
    const other = await stat(join(folder, name));
    if (other.ino === ino && other.dev === dev) return join(folder, name);
  }
  return undefined;
}
