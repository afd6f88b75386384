import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { encodeState } from '../../../src/adapters/storage/encode-state.ts';
import { createStateStore } from '../../../src/adapters/storage/state-store.ts';
import type { StateStore } from '../../../src/app/ports/store.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const folderOf = useTemporaryFolders();
const storeIn = (folder: string): StateStore =>
  createStateStore({ path: join(folder, 'state.json'), now: () => '2026-11-21T09:30:15.000Z' });

describe('a state file of version 1', () => {
  it('is read without loss: it is from before undo, evidence and leashes with ends', async () => {
    const folder = await folderOf();
    const fixture = new URL('../../fixtures/states/version-1.json', import.meta.url);
    const old = await readFile(fixture, 'utf8');
    await writeFile(join(folder, 'state.json'), old);
    const { state, restored } = await storeIn(folder).load();
    expect(restored).toBeUndefined();
    expect(state.session).toMatchObject({
      ...{ state: 'open', list: 1, redo: [], rework: false, lastEpoch: 2 },
      leash: { tasks: 1, grantedAtUsd: 0.25 },
      phase: { name: 'waiting', gate: { kind: 'limit', task: 2, epoch: 2 } },
      tasks: [
        { status: 'completed', epoch: 1, firstEpoch: 1 },
        { status: 'interrupted', epoch: 2, firstEpoch: 2 },
        { status: 'pending', epoch: undefined, firstEpoch: undefined },
        { status: 'pending' },
      ],
    });
    expect(state.outbox.find(({ effect }) => effect.type === 'archive')).toMatchObject({
      effect: { session: { id: '20261120-080000', how: 'stopped', list: 1 } },
    });
    const now: unknown = JSON.parse(JSON.stringify(encodeState(state)));
    const { leash, ...session } = (JSON.parse(old) as { session: { leash: number } }).session;
    expect(leash).toBe(1);
    expect(now).toMatchObject({ ...(JSON.parse(old) as object), version: 2, session });
    await storeIn(folder).save(state);
    expect((await storeIn(folder).load()).state).toEqual(state);
  });
});
