import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { createStateStore } from '../../../src/adapters/storage/state-store.ts';
import { waitingState } from '../../helpers/contracts/project-states.ts';
import { useTemporaryFolders } from './temporary-folder.ts';
import { transpiled } from './transpiled.ts';

const ROUNDS = 20;
const MOST_SAVES = 25;
const LONGEST_JITTER_MS = 3;

/** Saves rising numbers as fast as it can and prints each once it is safe. */
const SAVER = `
  const { createStateStore } = await import(process.argv[2]);
  const store = createStateStore({ path: process.argv[3], now: () => '2026-11-21T09:30:15.000Z' });
  const { state } = await store.load();
  for (let n = state.auditCount + 1; ; n += 1) {
    await store.save({ ...state, auditCount: n });
    process.stdout.write(n + '\\n');
  }
`;

const folderOf = useTemporaryFolders();

describe('a process that is killed while it saves', () => {
  it('leaves a whole state that is at least as new as the last one it called safe', async () => {
    const [folder, code] = [await folderOf(), await folderOf()];
    const path = join(folder, 'state.json');
    const module = await transpiled('src/adapters/storage/state-store.ts', code);
    const saver = join(code, 'saver.js');
    await writeFile(saver, SAVER);
    const store = createStateStore({ path, now: () => '2026-11-21T09:30:15.000Z' });
    await store.save(waitingState(400));
    for (let round = 0; round < ROUNDS; round += 1) {
      const printed = await runAndKill(saver, [module, path]);
      const { state, restored } = await store.load();
      expect(restored).toBeUndefined();
      expect(state.auditCount).toBeGreaterThanOrEqual(printed);
      expect(state).toEqual({ ...waitingState(400), auditCount: state.auditCount });
    }
    expect((await readdir(folder)).toSorted()).toEqual(['state.json', 'state.json.previous']);
  });
});

/** Kills the program some moment after it printed some lines; resolves with the last number it printed. */
async function runAndKill(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  const enough = 1 + Math.floor(Math.random() * MOST_SAVES);
  let lines = 0;
  let last = 0;
  for await (const line of createInterface(child.stdout)) {
    last = Number(line);
    lines += 1;
    if (lines === enough) setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_JITTER_MS);
  }
  await gone;
  expect(lines).toBeGreaterThanOrEqual(enough);
  return last;
}
