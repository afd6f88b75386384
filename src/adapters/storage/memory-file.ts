import type { Memory } from '../../app/ports/memory.ts';
import { removeLeftovers, writeDurably } from './durable-file.ts';
import { parseJson } from './parse-document.ts';
import { readIfThere } from './read-if-there.ts';
import { naming } from './storage-error.ts';

/** Memory in a file of its own. */
export function createMemoryFile({ path }: { readonly path: string }): Memory {
  return {
    read: () =>
      naming(path, 'read', async () => {
        await removeLeftovers(path);
        const bytes = await readIfThere(path);
        const parsed = bytes && parseJson(bytes);
        return parsed?.ok ? parsed.value : undefined;
      }),
    write: (value) => naming(path, 'write', () => writeDurably(path, JSON.stringify(value))),
  };
}
