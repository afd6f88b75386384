import { expect, it } from '@jest/globals';
import { createOutbox } from '../../src/app/outbox.ts';
import type { OutboxEntry } from '../../src/app/project-state.ts';
import { createFakeClock, createFakeLog } from '../helpers/app-fakes.ts';
import { quiet } from './stage.ts';

const entry: OutboxEntry = {
  ...{ key: '1', channel: 'a' },
  effect: {
    type: 'notify',
    notice: { type: 'task-skipped', task: 1, session: 'S', at: '2026-11-21T09:30:15.000Z' },
  },
};

it('an outbox scatters its waits, between one second and what they would be', async () => {
  let tried = 0;
  const [clock, log] = [createFakeClock(), createFakeLog()];
  const perform = async (): Promise<void> => {
    tried += 1;
    throw new Error('offline');
  };
  const outbox = createOutbox({
    ...{ destinations: [{ name: 'a', perform }], clock, log, jitter: () => 0.5 },
    onRefused: async () => {},
  });
  outbox.add([entry]);
  for (const seconds of [1, 1.5, 3, 6]) {
    await quiet();
    const before = tried;
    clock.advance(seconds * 1000 - 1);
    await quiet();
    expect(tried).toBe(before);
    clock.advance(1);
    await quiet();
    expect(tried).toBe(before + 1);
  }
  await outbox.stop();
});
