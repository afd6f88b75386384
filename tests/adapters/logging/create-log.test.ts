import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLog, type LogOptions } from '../../../src/adapters/logging/create-log.ts';
import { zoned } from '../../../src/adapters/logging/log-line.ts';
import type { Log } from '../../../src/app/ports/log.ts';
import { until } from '../../helpers/until.ts';

let logsDir: string;
let failures: string[];

beforeEach(async () => {
  logsDir = await mkdtemp(join(tmpdir(), 'greenlight-log-'));
  failures = [];
});
afterEach(() => rm(logsDir, { recursive: true, force: true }));

const open = (options: Partial<LogOptions> = {}): Log =>
  createLog({
    logsDir,
    level: 'info',
    format: 'text',
    keepDays: 30,
    redact: (text) => text.replaceAll('hunter2', '[redacted]'),
    onFailure: ({ message }) => failures.push(message),
    ...options,
  });

const today = (): string => join(logsDir, `${zoned(new Date()).slice(0, 10)}.log`);

async function lines(): Promise<readonly string[]> {
  const files = (await readdir(logsDir)).filter((name) => /^\d{4}-\d\d-\d\d\.log$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(logsDir, name), 'utf8')));
  return texts.join('').split('\n').slice(0, -1);
}

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d`;

describe('the main log', () => {
  it('writes a line a message into a file of the day', async () => {
    const log = open();
    log.info('the service is up', { port: 5000, name: 'my shop' });
    log.warn('not delivered yet', { waitMs: 1000, nothing: undefined });
    log.error('a person must act');
    await log.close();
    const written = await lines();
    expect(written.map((line) => line.replace(new RegExp(`^${TIME}`), 'TIME'))).toEqual([
      'TIME info  the service is up port=5000 name="my shop"',
      'TIME warn  not delivered yet waitMs=1000',
      'TIME error a person must act',
    ]);
  });

  it('writes one JSON object a line when asked; data cannot pass for the message', async () => {
    const log = open({ format: 'json' });
    log.info('the service is up', { level: 'none', message: 'forged', port: 5000 });
    log.info('bare');
    await log.close();
    const [first, second] = (await lines()).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toEqual({
      at: expect.stringMatching(new RegExp(`^${TIME}$`)),
      level: 'info',
      message: 'the service is up',
      port: 5000,
    });
    expect(Object.keys(second ?? {})).toEqual(['at', 'level', 'message']);
  });

  it.each([
    ['error', ['error']],
    ['warn', ['warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['debug', ['debug', 'info', 'warn', 'error']],
  ] as const)('at level %s writes %j', async (level, expected) => {
    const log = open({ level });
    for (const each of ['debug', 'info', 'warn', 'error'] as const) log[each](`said as ${each}`);
    await log.close();
    expect((await lines()).map((line) => line.split(' ')[1])).toEqual(expected);
  });

  it.each(['text', 'json'] as const)('takes secrets out of messages and data (%s)', async (format) => {
    const log = open({ format });
    log.info('hunter2 in a message', { nested: { list: ['hunter2'] }, error: new Error('hunter2') });
    await log.close();
    const [line] = await lines();
    expect(line).not.toContain('hunter2');
    expect(line?.split('[redacted]')).toHaveLength(4);
  });

  it('writes the message and code of an error, its stack only at level debug', async () => {
    const error = Object.assign(new Error('no such thing'), { code: 'ENOENT' });
    const plain = open();
    plain.error('failed', { error });
    await plain.close();
    const detailed = open({ level: 'debug' });
    detailed.error('failed', { error });
    await detailed.close();
    const [short, long] = await lines();
    expect(short).toMatch(/ error failed error="no such thing \(ENOENT\)"$/);
    expect(long).toContain('"stack":"Error: no such thing\\n');
  });

  it('has everything on disk once it is closed', async () => {
    const log = open();
    for (let n = 0; n < 5_000; n += 1) log.info('many', { n, padding: 'x'.repeat(100) });
    await log.close();
    expect(await lines()).toHaveLength(5_000);
  });

  it('can be closed twice, and what is said afterwards does no harm', async () => {
    const log = open();
    log.info('first');
    await log.close();
    log.info('too late');
    await log.close();
    expect(await lines()).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('adds to the file of an earlier run', async () => {
    for (const message of ['first run', 'second run']) {
      const log = open();
      log.info(message);
      await log.close();
    }
    expect(await lines()).toEqual([
      expect.stringContaining('first run'),
      expect.stringContaining('second run'),
    ]);
  });

  it('lets nobody else read its files', async () => {
    const log = open({ logsDir: join(logsDir, 'made', 'on', 'the', 'way') });
    log.info('private');
    await log.close();
    const folder = join(logsDir, 'made', 'on', 'the', 'way');
    const names = await readdir(folder);
    expect(names).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d\.log$/)]);
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });
});

it('removes files that are older than keepDays, not younger ones nor what is not its own', async () => {
  const NOON = new Date(2026, 10, 21, 12);
  const names = [
    '2020-01-01.log',
    '2026-11-13.log',
    '2026-11-14.log',
    '2026-11-20.log',
    'mine.log',
    '2020.log',
  ];
  for (const name of names) await writeFile(join(logsDir, name), '');
  const log = open({ keepDays: 7, now: () => NOON });
  log.info('a new day');
  await log.close();
  expect((await readdir(logsDir)).sort()).toEqual(
    ['2020.log', '2026-11-14.log', '2026-11-20.log', '2026-11-21.log', 'mine.log'].sort(),
  );
});

it('begins a new file at midnight', async () => {
  let now = new Date(2026, 10, 21, 23, 59, 59);
  const log = open({ now: () => now });
  log.info('before');
  const first = join(logsDir, '2026-11-21.log');
  await until(() => readFile(first, 'utf8').catch(() => undefined));
  now = new Date(2026, 10, 22, 0, 0, 1);
  log.info('after');
  await log.close();
  expect(await readFile(first, 'utf8')).toMatch(/^\S+ info {2}before\n$/);
  expect(await readFile(join(logsDir, '2026-11-22.log'), 'utf8')).toMatch(/^\S+ info {2}after\n$/);
});

describe('a log that cannot be written', () => {
  it('reports a full disk once and goes on', async () => {
    await symlink('/dev/full', today());
    const log = open();
    log.info('lost');
    await until(() => failures.length > 0);
    log.info('lost too');
    log.info('lost as well');
    await log.close();
    expect(failures).toEqual([expect.stringContaining('ENOSPC')]);
  });

  it('writes again as soon as there is room', async () => {
    await symlink('/dev/full', today());
    const log = open();
    log.info('lost');
    await until(() => failures.length > 0);
    await unlink(today());
    log.info('there is room again');
    await log.close();
    expect(await lines()).toEqual([expect.stringContaining('there is room again')]);
  });

  it('reports a folder that cannot be made once, and uses it once it can be', async () => {
    const inTheWay = join(logsDir, 'logs');
    await writeFile(inTheWay, 'a file');
    const log = open({ logsDir: join(inTheWay, 'deep') });
    log.info('lost');
    await until(() => failures.length > 0);
    log.info('lost too');
    expect(failures).toEqual([expect.stringContaining('ENOTDIR')]);
    await unlink(inTheWay);
    log.info('kept');
    await log.close();
    expect(await readdir(join(inTheWay, 'deep'))).toContainEqual(expect.stringMatching(/\.log$/));
  });

  it('closes at once when it could never be opened', async () => {
    const inTheWay = join(logsDir, 'logs');
    await writeFile(inTheWay, 'a file');
    const log = open({ logsDir: inTheWay });
    log.info('lost');
    await log.close();
    expect(failures).toHaveLength(1);
  });

  it('closes when the file of the day cannot be opened', async () => {
    await mkdir(today());
    const log = open();
    log.info('lost');
    await log.close();
    expect(failures).toEqual([expect.stringContaining('EISDIR')]);
  });
});
