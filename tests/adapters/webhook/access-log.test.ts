import { mkdtemp, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAccessLog } from '../../../src/adapters/webhook/access-log.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'greenlight-access-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const failure = (error: unknown): void => {
  throw error as Error;
};

describe('the access log', () => {
  it('keeps lines in order, for the owner alone', async () => {
    const path = join(folder, 'access.log');
    const log = createAccessLog({ path, onFailure: failure });
    for (let n = 0; n < 100; n += 1) log.add(`line ${n}`);
    await log.close();
    log.add('one more');
    await log.close();
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines).toEqual([...Array.from({ length: 100 }, (_, n) => `line ${n}`), 'one more', '']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('does not grow without end', async () => {
    const path = join(folder, 'access.log');
    const log = createAccessLog({ path, largestBytes: 10, onFailure: failure });
    for (const line of ['first of all', 'second of all', 'third of all']) {
      log.add(line);
      await log.close();
    }
    expect(await readFile(path, 'utf8')).toBe('third of all\n');
    expect(await readFile(`${path}.1`, 'utf8')).toBe('second of all\n');
  });

  it('that cannot be written is told once, and is tried again', async () => {
    const failures: unknown[] = [];
    const path = join(folder, 'later', 'access.log');
    const log = createAccessLog({ path, onFailure: (error) => failures.push(error) });
    for (const line of ['lost', 'lost, too']) {
      log.add(line);
      await log.close();
    }
    expect(failures).toHaveLength(1);
    await mkdir(join(folder, 'later'));
    log.add('kept');
    await log.close();
    expect(await readFile(path, 'utf8')).toBe('kept\n');
  });
});
