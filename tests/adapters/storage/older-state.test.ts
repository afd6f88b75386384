import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeState } from '../../../src/adapters/storage/encode-state.ts';
import { migrations } from '../../../src/adapters/storage/migrations.ts';
import { createStateStore } from '../../../src/adapters/storage/state-store.ts';
import type { ProjectState } from '../../../src/app/project-state.ts';
import type { StateStore } from '../../../src/app/ports/store.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const folderOf = useTemporaryFolders();
const storeIn = (folder: string): StateStore =>
  createStateStore({ path: join(folder, 'state.json'), now: () => '2026-11-21T09:30:15.000Z' });

interface Old {
  readonly session: { readonly leash?: number; readonly phase: { readonly gate: object } };
}

/** What a file of an older version is read as, and the document that is written from then on. */
async function read(name: string) {
  const folder = await folderOf();
  const text = await readFile(new URL(`../../fixtures/states/${name}.json`, import.meta.url), 'utf8');
  await writeFile(join(folder, 'state.json'), text);
  const { state, restored } = await storeIn(folder).load();
  expect(restored).toBeUndefined();
  await storeIn(folder).save(state);
  expect((await storeIn(folder).load()).state).toEqual(state);
  return { old: JSON.parse(text) as Old, state, now: written(state) };
}

const written = (state: ProjectState): unknown => JSON.parse(JSON.stringify(encodeState(state)));

const held = (since: string) => ({ cause: 'usage', since, tries: 0 });

/** What is told of limits, each as it is held up. */
const toldLimits = ({ outbox }: ProjectState) =>
  outbox
    .map(({ effect }) => (effect.type === 'notify' && 'gate' in effect.notice ? effect.notice.gate : ''))
    .filter((gate) => typeof gate === 'object' && gate.kind === 'limit');

describe('a state file of version 1', () => {
  it('is read without loss: it is from before undo, evidence and leashes with ends', async () => {
    const { old, state, now } = await read('version-1');
    const hold = held('2026-11-21T09:00:06.000Z');
    expect(state.session).toMatchObject({
      ...{ state: 'open', list: 1, redo: [], rework: false, lastEpoch: 2, answered: [], grants: [] },
      leash: { tasks: 1, grantedAtUsd: 0.25 },
      phase: { name: 'waiting', gate: { kind: 'limit', task: 2, epoch: 2, ...hold } },
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
    const { leash, ...session } = old.session;
    expect(leash).toBe(1);
    expect(now).toMatchObject({ version: 3, session });
  });
});

describe('a state file of version 2', () => {
  it('is read without loss: it is from before limits that end by themselves', async () => {
    const { old, state, now } = await read('version-2');
    const hold = held('2026-11-21T09:00:05.000Z');
    expect(state.session).toMatchObject({
      ...{ state: 'open', answered: [], grants: [] },
      phase: { name: 'waiting', gate: { kind: 'start', why: 'undone' } },
      redo: [{ task: 2, gate: { kind: 'limit', epoch: 2, ...hold } }],
    });
    expect(toldLimits(state)).toMatchObject([
      { id: 'g5', ...hold },
      { id: 'g5', ...hold },
    ]);
    expect(state.spending).toBeUndefined();
    expect(now).toMatchObject({ ...old, version: 3 });
  });

  it('is read while an attempt runs: it asked nothing so far', async () => {
    const { old, state, now } = await read('version-2-running');
    expect(state.session).toMatchObject({
      phase: { name: 'running', attempt: { epoch: 2 }, asks: [], waits: [] },
      tasks: [{}, { status: 'running' }, {}],
    });
    expect(now).toMatchObject({ ...old, version: 3 });
  });
});

it('a broken document is brought to the next version, whatever it holds, and judged there', () => {
  const places = fc.constantFrom('session', 'outbox', 'phase', 'redo', 'gate', 'kind', 'effect', 'notice');
  const { broken } = fc.letrec((tie) => ({
    broken: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, 'limit', 7),
      fc.array(tie('broken'), { maxLength: 3 }),
      fc.dictionary(places, tie('broken'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(places, broken), (document) => {
      for (const version of [1, 2]) {
        expect(migrations[version]?.({ ...document, version })).toMatchObject({ version: version + 1 });
      }
    }),
  );
});
