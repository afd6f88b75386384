import { describe, expect, it } from '@jest/globals';
import { createMailbox } from '../../src/app/mailbox.ts';
import { deferred, quiet } from './stage.ts';

describe('a mailbox', () => {
  it('begins a task when the one before it is done', async () => {
    const mailbox = createMailbox();
    const [first, begun] = [deferred(), [] as number[]];
    const one = mailbox.post(async () => {
      begun.push(1);
      await first.promise;
      return 'one';
    });
    const two = mailbox.post(async () => begun.push(2));
    await quiet();
    expect(begun).toEqual([1]);
    first.resolve();
    expect(await one).toBe('one');
    await two;
    expect(begun).toEqual([1, 2]);
  });

  it('goes on after a task that failed, and tells only its poster', async () => {
    const mailbox = createMailbox();
    const failing = mailbox.post(() => Promise.reject(new Error('full')));
    const next = mailbox.post(async () => 'done');
    await expect(failing).rejects.toThrow('full');
    expect(await next).toBe('done');
    await mailbox.idle();
  });

  it('is idle when everything posted was done', async () => {
    const mailbox = createMailbox();
    const [work, seen] = [deferred(), [] as string[]];
    void mailbox.post(() => work.promise.then(() => seen.push('done')));
    const idle = mailbox.idle().then(() => seen.push('idle'));
    await quiet();
    expect(seen).toEqual([]);
    work.resolve();
    await idle;
    expect(seen).toEqual(['done', 'idle']);
  });
});
