import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createMemoryFile } from '../../../src/adapters/storage/memory-file.ts';
import type { Memory } from '../../../src/app/ports/memory.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const NAME = 'state.telegram.json';
const folderOf = useTemporaryFolders();
const memoryIn = (folder: string): Memory => createMemoryFile({ path: join(folder, NAME) });

describe('the memory of a channel', () => {
  it('is nothing before anything was written', async () => {
    expect(await memoryIn(await folderOf()).read()).toBeUndefined();
  });

  it.each([[{ sent: ['a', 'ü'], cards: [{ message: 7, text: '👍' }] }], [[]], [0], [null]])(
    'is what was written last, also for the next process (%j)',
    async (value) => {
      const folder = await folderOf();
      const memory = memoryIn(folder);
      await memory.write({ sent: ['something', 'longer', 'than', 'what', 'comes', 'after', 'it'] });
      await memory.write(value);
      expect(await memory.read()).toEqual(value);
      expect(await memoryIn(folder).read()).toEqual(value);
    },
  );

  it('is in its file alone, for its owner only', async () => {
    const folder = await folderOf();
    await memoryIn(folder).write({ sent: [] });
    await memoryIn(folder).write({ sent: ['a'] });
    expect(await readdir(folder)).toEqual([NAME]);
    expect(await readFile(join(folder, NAME), 'utf8')).toBe('{"sent":["a"]}');
    expect((await stat(join(folder, NAME))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"sent":["a"'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00])],
  ])('is nothing where its file is %s, and can be written again', async (_, content) => {
    const folder = await folderOf();
    await writeFile(join(folder, NAME), content);
    const memory = memoryIn(folder);
    expect(await memory.read()).toBeUndefined();
    await memory.write({ sent: ['a'] });
    expect(await memory.read()).toEqual({ sent: ['a'] });
  });

  it('loses what a process left that died while writing, and nothing else', async () => {
    const folder = await folderOf();
    await memoryIn(folder).write({ sent: ['a'] });
    const others = [`${NAME}.notes.tmp`, 'state.json', 'state.json.0123456789ab.tmp'];
    for (const name of [`${NAME}.0123456789ab.tmp`, ...others]) await writeFile(join(folder, name), '{');
    expect(await memoryIn(folder).read()).toEqual({ sent: ['a'] });
    expect((await readdir(folder)).toSorted()).toEqual([NAME, ...others].toSorted());
  });

  it('says what is in the way, leaves it there, and goes on once it is gone', async () => {
    const folder = await folderOf();
    const [path, memory] = [join(folder, NAME), memoryIn(folder)];
    await mkdir(path);
    const why = '(EISDIR): it is a folder. Move it away';
    await expect(memory.read()).rejects.toThrow(`Cannot read ${path} ${why}`);
    await expect(memory.write({ sent: ['a'] })).rejects.toThrow(`Cannot write ${path} ${why}`);
    expect(await readdir(folder)).toEqual([NAME]);
    await rm(path, { recursive: true });
    await memory.write({ sent: ['b'] });
    expect(await memory.read()).toEqual({ sent: ['b'] });
  });

  it('stays as it was when what is to be written is no text', async () => {
    const folder = await folderOf();
    const memory = memoryIn(folder);
    await memory.write({ sent: ['a'] });
    await expect(memory.write({ sent: [1n] })).rejects.toThrow('BigInt');
    expect([await memory.read(), await readdir(folder)]).toEqual([{ sent: ['a'] }, [NAME]]);
  });
});
