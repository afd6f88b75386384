import { describe, expect, it } from '@jest/globals';
import { createRandomIds } from '../../../src/adapters/system/random-ids.ts';
import { createSystemClock } from '../../../src/adapters/system/system-clock.ts';

describe('the clock', () => {
  const clock = createSystemClock();

  it('tells instants that compare as texts, and a local stamp', () => {
    expect(clock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(clock.localStamp()).toMatch(/^\d{8}-\d{6}$/);
  });

  it('waits, and stops waiting when told to', async () => {
    await clock.wait(1, new AbortController().signal);
    const stop = new AbortController();
    const waited = clock.wait(3_600_000, stop.signal);
    stop.abort();
    await waited;
    await clock.wait(3_600_000, stop.signal);
  });
});

describe('ids', () => {
  const ids = createRandomIds();

  it('are of their shape and differ', () => {
    expect(ids.uuid()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(ids.gate()).toMatch(/^[\w-]{12}$/);
    expect(ids.gate()).not.toBe(ids.gate());
  });

  it('digest a text', () => {
    expect(ids.digest('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
