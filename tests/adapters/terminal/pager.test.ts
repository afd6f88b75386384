import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPager } from '../../../src/adapters/terminal/pager.ts';
import { until } from '../../helpers/until.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pager-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const stays = new AbortController().signal;
const { PATH } = process.env;
const written = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

describe('the pager', () => {
  it('is the one of $PAGER, with its arguments, and gets the whole text', async () => {
    const text = 'line\n'.repeat(100_000);
    const page = createPager({ PATH, PAGER: `cat > '${folder}/shown'` });
    expect(await page(text, stays)).toBe(true);
    expect(await written('shown')).toBe(text);
  });

  it('may be left before the end of a long text', async () => {
    const page = createPager({ PATH, PAGER: 'true' });
    expect(await page('line\n'.repeat(1_000_000), stays)).toBe(true);
  });

  it('is less when none is named', async () => {
    await writeFile(join(folder, 'less'), `#!/bin/sh\necho "$* LESS=$LESS" > '${folder}/called'\ncat\n`, {
      mode: 0o755,
    });
    for (const PAGER of [undefined, ' ']) {
      const page = createPager({ PATH: `${folder}:${PATH ?? ''}`, PAGER });
      expect(await page('', stays)).toBe(true);
      expect(await written('called')).toBe('-R LESS=FRX\n');
    }
  });

  it('is told nothing of what is ours', async () => {
    const env = { PATH, HOME: folder, TERM: 'dumb', WEBHOOK_SECRET: 'a-secret', TELEGRAM_BOT_TOKEN: 'b' };
    await createPager({ ...env, LESS: '-i', PAGER: `env > '${folder}/env'` })('', stays);
    const names = (await written('env')).split('\n').map((line) => line.split('=', 1)[0]);
    expect(names).toEqual(expect.arrayContaining(['HOME', 'LESS', 'PATH', 'TERM']));
    expect(names.filter((name) => /SECRET|TOKEN/.test(name ?? ''))).toEqual([]);
  });

  it('that is not there is told as such', async () => {
    expect(await createPager({ PATH, PAGER: 'no-such-pager-here' })('text', stays)).toBe(false);
  });

  it('ends when the run does', async () => {
    const leaving = new AbortController();
    const slow = createPager({ PATH, PAGER: `echo > '${folder}/begun'; exec sleep 60` });
    const shown = slow('text', leaving.signal);
    await until(() => written('begun').catch(() => ''));
    leaving.abort();
    expect(await shown).toBe(true);
  });
});
