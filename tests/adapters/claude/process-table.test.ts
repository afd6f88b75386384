import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createProcTable } from '../../../src/adapters/claude/proc-table.ts';
import { isAlive, signalProcess } from '../../../src/adapters/claude/process-table.ts';
import { createPsTable } from '../../../src/adapters/claude/ps-table.ts';
import { until } from '../../helpers/until.ts';

describe.each([
  ['/proc', createProcTable],
  ['ps', createPsTable],
])('the process table of %s', (_name, create) => {
  const table = create();

  it('knows a child with its parent and group, and forgets it', async () => {
    const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const pid = child.pid ?? 0;
    const found = (await table.list()).find((entry) => entry.pid === pid);
    expect(found).toMatchObject({ pid, ppid: process.pid, pgid: pid });
    expect(await table.identityOf(pid)).toBe(found?.identity);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await table.identityOf(pid)).toBeUndefined();
  });

  it('does not signal another process with the same pid', async () => {
    const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
    const target = { pid: child.pid ?? 0, identity: 'an earlier one' };
    await signalProcess(table, target, 'SIGKILL');
    expect(await isAlive(table, target)).toBe(false);
    expect(await table.identityOf(target.pid)).toBeDefined();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});

it('takes a zombie for dead', async () => {
  // The shell starts a child and becomes a program that waits for none.
  const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(String(printed));
  await until(async () => (await readFile(`/proc/${parent.pid}/comm`, 'utf8')) === 'sleep\n');
  process.kill(pid, 'SIGKILL');
  for (const table of [createPsTable(), createProcTable()]) {
    await until(async () => (await table.identityOf(pid)) === undefined);
  }
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill('SIGKILL');
  await once(parent, 'exit');
});

it.each([
  ['short', {}],
  ['long', { LONG: 'x'.repeat(100_000) }],
])('finds processes by a variable in their environment, a %s one', async (_name, env) => {
  const child = spawn('sleep', ['1000'], {
    env: { PATH: process.env['PATH'], ...env, MARK: 'a/1/b' },
    stdio: 'ignore',
  });
  const table = createProcTable();
  expect(await table.marked('MARK=a/1/b')).toEqual([child.pid]);
  expect(await table.marked('MARK=a/1')).toEqual([]);
  child.kill('SIGKILL');
  await once(child, 'exit');
});
