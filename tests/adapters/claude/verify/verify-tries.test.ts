import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exists, linesOf } from '../look.ts';
import { createVerifyBench, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
beforeEach(async () => {
  bench = await createVerifyBench();
});
afterEach(async () => bench.remove());

const tries = (): string => join(bench.folder, 'verify.tries');

describe('a command that ends the Greenlight that runs it', () => {
  it('is run again a few times, and then no more', async () => {
    const commands = [`echo run >>${bench.file('runs')}; kill -9 "$PPID"`, 'true'];
    const first = await bench.elsewhere(commands);
    await once(first, 'exit');
    expect(await readFile(tries(), 'utf8')).toBe('1');
    await writeFile(tries(), '5');
    const gaveUp = await bench.verify(commands);
    expect(gaveUp).toMatchObject([
      { passed: false, ended: 'not-started', lastLines: [expect.stringContaining('ended 5 times')] },
      { passed: false, ended: 'not-started' },
    ]);
    expect(await bench.verify(commands)).toEqual(gaveUp);
    expect(await linesOf(bench.file('runs'))).toHaveLength(1);
  });

  it('is not taken for one that was only stopped, or ended with it', async () => {
    await mkdir(bench.folder, { recursive: true });
    await writeFile(tries(), '4');
    expect(await bench.verify(['true'])).toMatchObject([{ passed: true }]);
    expect(await exists(tries())).toBe(false);
  });

  it('is run also where that cannot be counted', async () => {
    await mkdir(tries(), { recursive: true });
    expect(await bench.verify(['true'])).toMatchObject([{ passed: true }]);
    expect(bench.warnings).toEqual(['could not count how often verify commands began']);
  });
});
