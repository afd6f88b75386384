import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { identityByPs, identityOf } from '../../../src/adapters/storage/process-identity.ts';

describe.each([
  ['of the machine', identityOf],
  ['by ps', identityByPs],
])('the identity %s', (_, identity) => {
  it('stays the same while a process lives', async () => {
    const first = await identity(process.pid);
    expect(first).toMatch(/\d/);
    expect(await identity(process.pid)).toBe(first);
    expect(await identity(1)).not.toBe(first);
  });

  it('ends with the process', async () => {
    const child = spawn('cat');
    const { pid } = child;
    if (pid === undefined) throw new Error('cat did not start');
    expect(await identity(pid)).toMatch(/\d/);
    child.stdin.end();
    await once(child, 'close');
    expect(await identity(pid)).toBeUndefined();
  });

  it('is not that of a zombie', async () => {
    // The shell starts a child that ends at once, becomes a program that never asks for it, and names it.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec cat']);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const until = Date.now() + 10_000;
    while ((await identity(Number(line.toString()))) !== undefined && Date.now() < until);
    expect(await identity(Number(line.toString()))).toBeUndefined();
    expect(() => process.kill(Number(line.toString()), 0)).not.toThrow();
    parent.stdin.end();
    await once(parent, 'close');
  });
});
