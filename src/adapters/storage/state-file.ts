import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import type { LoadedState } from '../../app/ports/store.ts';
import { freshState, type ProjectState } from '../../app/project-state.ts';
import { previousOf, removeLeftovers, writeDurably } from './durable-file.ts';
import { makeFolder } from './make-folder.ts';
import type { Migrations } from './migrations.ts';
import type { Parsed } from './parse-document.ts';
import { parseState } from './parse-state.ts';
import { readIfThere } from './read-if-there.ts';
import { setAside } from './set-aside.ts';
import { createStateText } from './state-text.ts';
import { naming } from './storage-error.ts';

export interface StateFileDeps {
  readonly path: string;
  /** ISO 8601; names the file that an unusable state is moved to. */
  readonly now: () => string;
  readonly migrations: Migrations;
}

/** The state file as lowdb sees it. lowdb's own file adapter neither flushes to disk nor survives a broken file. */
export function createStateFile({ path, now, migrations }: StateFileDeps): Adapter<LoadedState> {
  // Only a file that is known to load may replace the previous copy.
  let loads = false;
  const textOf = createStateText();

  const examine = (file: string): Promise<Parsed<ProjectState> | undefined> =>
    naming(file, 'read', async () => {
      const bytes = await readIfThere(file);
      return bytes && parseState(bytes, file, migrations);
    });

  async function restore(reason: string): Promise<LoadedState> {
    const copy = await examine(previousOf(path));
    const movedTo = await naming(path, 'write', () => setAside(path, now()));
    return copy?.ok
      ? { state: copy.value, restored: { movedTo, reason, from: 'copy' } }
      : { state: freshState, restored: { movedTo, reason, from: 'nothing' } };
  }

  /** Greenlight never removes the file: with a copy beside it, somebody did. */
  async function whenMissing(): Promise<LoadedState | null> {
    const copy = await examine(previousOf(path));
    if (!copy) return null;
    const reason = 'it is missing';
    return copy.ok
      ? { state: copy.value, restored: { reason, from: 'copy' } }
      : { state: freshState, restored: { reason, from: 'nothing' } };
  }

  return {
    async read() {
      await naming(path, 'write', async () => {
        await makeFolder(dirname(path));
        await removeLeftovers(path);
      });
      const current = await examine(path);
      loads = current?.ok === true;
      if (!current) return whenMissing();
      return current.ok ? { state: current.value } : restore(current.reason);
    },
    async write({ state }) {
      await naming(path, 'write', () => writeDurably(path, textOf(state), { keepPrevious: loads }));
      loads = true;
    },
  };
}
