import { execFile } from 'node:child_process';
import { link, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { encodeState } from '../../../src/adapters/storage/encode-state.ts';
import type { Migrations } from '../../../src/adapters/storage/migrations.ts';
import { createStateStore } from '../../../src/adapters/storage/state-store.ts';
import type { StateStore } from '../../../src/app/ports/store.ts';
import { freshState } from '../../../src/app/project-state.ts';
import { waitingState } from '../../helpers/contracts/project-states.ts';
import { stateStoreContract } from '../../helpers/contracts/state-store-contract.ts';
import { useTemporaryFolders } from './temporary-folder.ts';
import { transpiled } from './transpiled.ts';

const NOW = '2026-11-21T09:30:15.000Z';
const ASIDE = 'state.json.corrupt-2026-11-21T09-30-15.000Z';
const folderOf = useTemporaryFolders();

const numbered = (auditCount: number) => ({ ...waitingState(), auditCount });
const storeIn = (folder: string, migrations?: Migrations): StateStore =>
  createStateStore({ path: join(folder, 'state.json'), now: () => NOW, ...(migrations && { migrations }) });

/** A folder with state 2 in the file and state 1 in its previous copy. */
async function usedFolder(): Promise<string> {
  const folder = await folderOf();
  const store = storeIn(folder);
  await store.save(numbered(1));
  await store.save(numbered(2));
  return folder;
}

describe('the state store', () => {
  stateStoreContract(async () => {
    const folder = await folderOf();
    return () => storeIn(folder);
  });

  it('makes its folder', async () => {
    const store = storeIn(join(await folderOf(), 'a', 'b'));
    expect(await store.load()).toEqual({ state: freshState });
    await store.save(numbered(1));
    expect((await store.load()).state.auditCount).toBe(1);
  });

  it('keeps the previous copy and nothing else beside the file, for its owner only', async () => {
    const folder = await usedFolder();
    expect((await readdir(folder)).toSorted()).toEqual(['state.json', 'state.json.previous']);
    const previous = await readFile(join(folder, 'state.json.previous'), 'utf8');
    expect(previous).toBe(JSON.stringify(encodeState(numbered(1))));
    expect((await stat(join(folder, 'state.json'))).mode & 0o777).toBe(0o600);
  });

  it('goes on where a killed save left the previous copy as a second name of the file', async () => {
    const folder = await usedFolder();
    await rm(join(folder, 'state.json.previous'));
    await link(join(folder, 'state.json'), join(folder, 'state.json.previous'));
    const store = storeIn(folder);
    await store.load();
    await store.save(numbered(3));
    expect((await readdir(folder)).toSorted()).toEqual(['state.json', 'state.json.previous']);
    const previous = await readFile(join(folder, 'state.json.previous'), 'utf8');
    expect(previous).toBe(JSON.stringify(encodeState(numbered(2))));
  });

  it('removes what a killed save left, and nothing else', async () => {
    const folder = await usedFolder();
    await writeFile(join(folder, 'state.json.0123456789ab.tmp'), '{');
    await writeFile(join(folder, 'state.json.backup.tmp'), '{');
    await storeIn(folder).load();
    expect((await readdir(folder)).toSorted()).toEqual([
      'state.json',
      'state.json.backup.tmp',
      'state.json.previous',
    ]);
  });
});

describe('a state file that cannot be used', () => {
  it.each([
    ['empty', '', 'it is empty'],
    ['cut off', '{"version":1,"session":nu', 'it is not complete JSON text'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'it is not complete JSON text'],
    ['without a version', '[]', 'its content is not as expected at its top: '],
    ['of a version that never existed', '{"version":0}', 'it has version 0, which never existed'],
    ['not valid', '{"version":1,"session":{"state":"open"}}', 'its content is not as expected at session.'],
  ])('is moved aside when it is %s', async (_, content, reason) => {
    const folder = await usedFolder();
    await writeFile(join(folder, 'state.json'), content);
    const { state, restored } = await storeIn(folder).load();
    expect(state).toEqual(numbered(1));
    expect(restored).toMatchObject({ movedTo: join(folder, ASIDE), from: 'copy' });
    expect(restored?.reason).toContain(reason);
    expect(await readFile(join(folder, ASIDE))).toEqual(Buffer.from(content));
  });

  it('leaves a fresh state when the previous copy is missing or no better', async () => {
    const folder = await usedFolder();
    await truncate(join(folder, 'state.json'), 20);
    await truncate(join(folder, 'state.json.previous'), 20);
    const loaded = await storeIn(folder).load();
    expect(loaded).toMatchObject({ state: freshState, restored: { from: 'nothing' } });
    await rm(join(folder, 'state.json.previous'));
    expect(await storeIn(folder).load()).toEqual(loaded);
  });

  it('is told again, under the same name, until a state was saved', async () => {
    const folder = await usedFolder();
    await writeFile(join(folder, 'state.json'), 'x');
    const first = await storeIn(folder).load();
    const store = storeIn(folder);
    expect(await store.load()).toEqual(first);
    await store.save(numbered(3));
    expect(await storeIn(folder).load()).toEqual({ state: numbered(3) });
    expect((await readdir(folder)).toSorted()).toEqual(['state.json', ASIDE, 'state.json.previous']);
  });

  it('never becomes the previous copy', async () => {
    const folder = await usedFolder();
    await writeFile(join(folder, 'state.json'), 'x');
    const store = storeIn(folder);
    await store.load();
    await store.save(numbered(3));
    const previous = await readFile(join(folder, 'state.json.previous'), 'utf8');
    expect(previous).toBe(JSON.stringify(encodeState(numbered(1))));
  });

  it('gets a name of its own when another one has it', async () => {
    const folder = await usedFolder();
    for (const name of [ASIDE, `${ASIDE}-2`]) {
      const store = storeIn(folder);
      await rm(join(folder, 'state.json'));
      await writeFile(join(folder, 'state.json'), name);
      expect((await store.load()).restored?.movedTo).toBe(join(folder, name));
      await store.save(numbered(3));
    }
    expect(await readFile(join(folder, ASIDE), 'utf8')).toBe(ASIDE);
  });

  it('stays where it is when it cannot be read at all', async () => {
    const folder = await folderOf();
    await mkdir(join(folder, 'state.json'));
    await expect(storeIn(folder).load()).rejects.toThrow(
      `Cannot read ${join(folder, 'state.json')} (EISDIR): it is a folder. Move it away`,
    );
    expect(await readdir(folder)).toEqual(['state.json']);
  });
});

describe('a state file that is missing', () => {
  it('is taken from its previous copy, which is told until a state was saved', async () => {
    const folder = await usedFolder();
    await rm(join(folder, 'state.json'));
    const restored = { reason: 'it is missing', from: 'copy' };
    expect(await storeIn(folder).load()).toEqual({ state: numbered(1), restored });
    const store = storeIn(folder);
    expect((await store.load()).restored).toEqual(restored);
    await store.save(numbered(3));
    expect(await storeIn(folder).load()).toEqual({ state: numbered(3) });
    const previous = await readFile(join(folder, 'state.json.previous'), 'utf8');
    expect(previous).toBe(JSON.stringify(encodeState(numbered(1))));
  });

  it('leaves a fresh state, and says so, when the copy cannot be used', async () => {
    const folder = await usedFolder();
    await rm(join(folder, 'state.json'));
    await truncate(join(folder, 'state.json.previous'), 20);
    const restored = { reason: 'it is missing', from: 'nothing' };
    expect(await storeIn(folder).load()).toEqual({ state: freshState, restored });
  });

  it('is nothing to tell in a folder that never had one', async () => {
    expect(await storeIn(await folderOf()).load()).toEqual({ state: freshState });
  });
});

describe('a state file of another version', () => {
  it('is refused when a newer Greenlight wrote it', async () => {
    const folder = await usedFolder();
    await writeFile(join(folder, 'state.json'), '{"version":4,"sessions":[]}');
    await expect(storeIn(folder).load()).rejects.toThrow(
      'was written by a newer Greenlight: it has version 4, this one knows versions up to 3. Install',
    );
    expect(await readFile(join(folder, 'state.json'), 'utf8')).toBe('{"version":4,"sessions":[]}');
  });

  it('is refused before anything is moved when it is the previous copy', async () => {
    const folder = await usedFolder();
    await writeFile(join(folder, 'state.json'), 'x');
    await rm(join(folder, 'state.json.previous'));
    await writeFile(join(folder, 'state.json.previous'), '{"version":4}');
    await expect(storeIn(folder).load()).rejects.toThrow('state.json.previous was written by a newer');
    expect((await readdir(folder)).toSorted()).toEqual(['state.json', 'state.json.previous']);
  });

  it('is brought up to date step by step when it is older', async () => {
    const folder = await folderOf();
    const { audit_count, ...rest } = encodeState(numbered(9));
    await writeFile(
      join(folder, 'state.json'),
      JSON.stringify({ ...rest, version: 0, entries: audit_count }),
    );
    const migrations: Migrations = {
      0: (document) => ({ ...(document as object), version: 1 }),
      1: (document) => ({
        ...(document as object),
        version: 2,
        audit_count: (document as { entries: number }).entries,
      }),
      2: (document) => ({ ...(document as object), version: 3 }),
    };
    expect(await storeIn(folder, migrations).load()).toEqual({ state: numbered(9) });
  });
});

/** Saves a state, then one that is too large for the place, and tells how that went. */
const OVERFILL = `
  import { readdirSync } from 'node:fs';
  const { createStateStore } = await import(process.argv[2]);
  const folder = process.argv[3];
  const store = createStateStore({ path: folder + '/state.json', now: () => '${NOW}' });
  const { state } = await store.load();
  await store.save({ ...state, auditCount: 1 });
  const answered = [{ id: 'x'.repeat(200_000), reply: { ok: true, view: {} } }];
  const error = await store.save({ ...state, auditCount: 2, answered }).catch((error) => error);
  const files = readdirSync(folder);
  const { state: loaded } = await store.load();
  await store.save({ ...loaded, auditCount: 3 });
  const after = (await store.load()).state.auditCount;
  console.log(JSON.stringify({ message: error.message, files, kept: loaded.auditCount, after }));
`;

describe('a save that fails', () => {
  it.each([
    [
      'ENOSPC',
      'the disk is full. Free some space on it.',
      ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs "$0" && exec "$@"'],
    ],
    [
      'EFBIG',
      'the file is larger than allowed. Raise the limit on file sizes (ulimit -f).',
      ['sh', '-c', 'ulimit -f 64; : "$0"; exec "$@"'],
    ],
  ])('leaves the state as it was (%s)', async (errorCode, remedy, [command = '', ...args]) => {
    const [folder, code] = [await folderOf(), await folderOf()];
    const module = await transpiled('src/adapters/storage/state-store.ts', code);
    await writeFile(join(code, 'overfill.js'), OVERFILL);
    const child = [process.execPath, join(code, 'overfill.js'), module, folder];
    const { stdout } = await promisify(execFile)(command, [...args, folder, ...child]);
    const told = JSON.parse(stdout) as { readonly files: readonly string[] };
    expect(told).toMatchObject({
      message: `Cannot write ${join(folder, 'state.json')} (${errorCode}): ${remedy}`,
      kept: 1,
      after: 3,
    });
    expect(told.files.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('says so when something is in the way, and goes on once it is gone', async () => {
    const folder = await folderOf();
    const store = storeIn(folder);
    await mkdir(join(folder, 'state.json'));
    await expect(store.save(numbered(1))).rejects.toThrow('Cannot write');
    expect(await readdir(folder)).toEqual(['state.json']);
    await rm(join(folder, 'state.json'), { recursive: true });
    await store.save(numbered(2));
    expect((await store.load()).state.auditCount).toBe(2);
  });

  it('names the missing folder', async () => {
    const folder = await folderOf();
    const store = storeIn(join(folder, 'gone'));
    await expect(store.save(numbered(1))).rejects.toThrow('(ENOENT): the folder does not exist. Create it');
  });
});
