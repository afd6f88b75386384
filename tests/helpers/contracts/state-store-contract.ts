import { expect, it } from '@jest/globals';
import type { StateStore } from '../../../src/app/ports/store.ts';
import { freshState } from '../../../src/app/project-state.ts';
import { waitingState } from './project-states.ts';

/** What every `StateStore` does. `place` makes a new empty place; each call of its result is a new store there. */
export function stateStoreContract(place: () => Promise<() => StateStore>): void {
  it('begins with a fresh state', async () => {
    const open = await place();
    const loaded = await open().load();
    expect(loaded.state).toEqual(freshState);
    expect(loaded.restored).toBeUndefined();
  });

  it('gives back what was saved, also to a later store', async () => {
    const open = await place();
    const store = open();
    await store.load();
    await store.save(waitingState());
    expect((await store.load()).state).toEqual(waitingState());
    expect(await open().load()).toEqual({ state: waitingState() });
  });

  it('keeps the newest of states saved at once', async () => {
    const open = await place();
    const store = open();
    await Promise.all([1, 2, 3].map((auditCount) => store.save({ ...waitingState(), auditCount })));
    expect((await open().load()).state.auditCount).toBe(3);
  });
}
