import { Low } from 'lowdb';
import { createMailbox } from '../../app/mailbox.ts';
import type { LoadedState, StateStore } from '../../app/ports/store.ts';
import { freshState } from '../../app/project-state.ts';
import { migrations as known, type Migrations } from './migrations.ts';
import { createStateFile } from './state-file.ts';

export interface StateStoreDeps {
  readonly path: string;
  /** ISO 8601. */
  readonly now: () => string;
  readonly migrations?: Migrations;
}

/** The project's state in one JSON file; whoever loads it holds the lock of that file. */
export function createStateStore({ path, now, migrations = known }: StateStoreDeps): StateStore {
  const file = createStateFile({ path, now, migrations });
  const mailbox = createMailbox();
  return {
    load: () =>
      mailbox.post(async () => {
        const db = new Low<LoadedState>(file, { state: freshState });
        await db.read();
        return db.data;
      }),
    save: (state) => mailbox.post(() => new Low<LoadedState>(file, { state }).write()),
  };
}
