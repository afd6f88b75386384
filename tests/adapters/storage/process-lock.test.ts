import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { identityOf } from '../../../src/adapters/storage/process-identity.ts';
import { acquireLock, type Lock } from '../../../src/adapters/storage/process-lock.ts';
import { useTemporaryFolders } from './temporary-folder.ts';
import { transpiled } from './transpiled.ts';

const folderOf = useTemporaryFolders();
const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

const pathIn = async (): Promise<string> => join(await folderOf(), 'state.json');

function taken(lock: Lock): Extract<Lock, { ok: true }> {
  if (!lock.ok) throw new Error(`expected the lock, but ${lock.holder.pid} has it`);
  return lock;
}

/** The lock as a process left it that lives no more. */
async function leaveLock(path: string): Promise<void> {
  const child = spawn('true');
  await once(child, 'close');
  const text = JSON.stringify({ pid: child.pid, identity: 'gone', since: '2026-11-20T00:00:00.000Z' });
  await writeFile(path, text);
}

describe('the lock of a file', () => {
  it('is a file beside it, for its owner only, and is gone after its release', async () => {
    const path = join(await pathIn(), 'new', 'state.json');
    const lock = taken(await acquireLock(path));
    expect(await readdir(join(path, '..'))).toEqual(['state.json.lock']);
    expect((await stat(`${path}.lock`)).mode & 0o777).toBe(0o600);
    await lock.release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is refused with its holder while that lives', async () => {
    const path = await pathIn();
    const lock = taken(await acquireLock(path));
    const { since } = JSON.parse(await readFile(`${path}.lock`, 'utf8')) as { readonly since: string };
    expect(await acquireLock(path)).toEqual({ ok: false, holder: { pid: process.pid, since } });
    await lock.release();
    taken(await acquireLock(path));
  });

  it.each([
    ['a dead process', (path: string) => leaveLock(path)],
    [
      'another process that had the same pid',
      (path: string) =>
        writeFile(
          path,
          JSON.stringify({ pid: process.pid, identity: 'before', since: '2026-11-20T00:00:00Z' }),
        ),
    ],
    ['a power cut', (path: string) => writeFile(path, '')],
    [
      'a dead process that was taking it over from another',
      async (path: string) => {
        await leaveLock(path);
        await leaveLock(`${path}.takeover`);
        await leaveLock(`${path}.takeover.takeover`);
      },
    ],
  ])('is taken over from %s', async (_, leave) => {
    const path = await pathIn();
    await leave(`${path}.lock`);
    const lock = taken(await acquireLock(path));
    expect((await acquireLock(path)).ok).toBe(false);
    expect(await readdir(join(path, '..'))).toEqual(['state.json.lock']);
    await lock.release();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('is refused while somebody is taking it over', async () => {
    const path = await pathIn();
    await leaveLock(`${path}.lock`);
    const identity = await identityOf(process.pid);
    const holder = { pid: process.pid, since: '2026-11-21T00:00:00.000Z' };
    await writeFile(`${path}.lock.takeover`, JSON.stringify({ ...holder, identity }));
    expect(await acquireLock(path)).toEqual({ ok: false, holder });
  });

  it('leaves a lock alone that is no longer its own', async () => {
    const path = await pathIn();
    const lock = taken(await acquireLock(path));
    await writeFile(`${path}.lock`, 'of somebody else');
    await lock.release();
    expect(await readFile(`${path}.lock`, 'utf8')).toBe('of somebody else');
  });

  it('is no lock when it cannot be read', async () => {
    const path = await pathIn();
    await mkdir(`${path}.lock`);
    await expect(acquireLock(path)).rejects.toThrow(`Cannot write ${path}.lock (EISDIR)`);
  });
});

const RACERS = 8;
const ROUNDS = 20;

/** Takes the lock of each path it is sent and tells whether it got it; releases on an empty one. */
const RACER = `
  const { acquireLock } = await import(process.argv[2]);
  let lock;
  process.on('message', async (path) => {
    if (path === '') { await lock?.release?.(); process.send('released'); return; }
    lock = await acquireLock(path);
    process.send(lock.ok ? 'won' : 'lost');
  });
  process.send('ready');
`;

describe('processes that want the same lock at the same time', () => {
  it('get it one at a time, whatever was left there', async () => {
    const [folder, code] = [await folderOf(), await folderOf()];
    const module = await transpiled('src/adapters/storage/process-lock.ts', code);
    await writeFile(join(code, 'racer.js'), RACER);
    const racers = Array.from({ length: RACERS }, () => fork(join(code, 'racer.js'), [module]));
    children.push(...racers);
    await Promise.all(racers.map((racer) => once(racer, 'message')));
    for (let round = 0; round < ROUNDS; round += 1) {
      const path = join(folder, `state-${round}`);
      if (round % 4 !== 0) await leaveLock(`${path}.lock`);
      if (round % 4 === 2) await leaveLock(`${path}.lock.takeover`);
      expect((await askAll(racers, path)).filter((answer) => answer === 'won')).toHaveLength(1);
      await askAll(racers, '');
    }
    expect(await readdir(folder)).toEqual([]);
  });
});

async function askAll(racers: readonly ChildProcess[], message: string): Promise<readonly unknown[]> {
  const answers = Promise.all(racers.map((racer) => once(racer, 'message')));
  for (const racer of racers) racer.send(message);
  return (await answers).flat().filter((answer) => typeof answer === 'string');
}
