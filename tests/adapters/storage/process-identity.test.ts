import { spawn, type ChildProcess } from 'node:child_process';
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
    // The shell's child ends when descriptor 3 does; by then the shell is a program that never asks for it.
    const parent = spawn('sh', ['-c', '(read line <&3) & echo $!; exec 3<&-; exec cat'], {
      stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    });
    try {
      const pid = Number(await answerOf(parent));
      expect(await identity(pid)).toMatch(/\d/);
      parent.stdin?.write('are you cat?');
      expect(await answerOf(parent)).toBe('are you cat?');
      parent.stdio[3]?.destroy();
      const until = Date.now() + 10_000;
      while ((await identity(pid)) !== undefined && Date.now() < until);
      expect(await identity(pid)).toBeUndefined();
      expect(() => process.kill(pid, 0)).not.toThrow();
    } finally {
      parent.kill('SIGKILL');
    }
  });
});

async function answerOf(child: ChildProcess): Promise<string> {
  const [answer] = child.stdout ? ((await once(child.stdout, 'data')) as [Buffer]) : [];
  return answer?.toString() ?? '';
}
