import { expect, it } from '@jest/globals';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { SessionEvent } from '../../src/core/session/index.ts';
import { openStage, start } from './stage.ts';

it('whoever observes a service is told what happened once it is stored', async () => {
  const seen: SessionEvent['type'][] = [];
  const { ask } = await openStage({ deps: () => ({ observe: ({ type }) => void seen.push(type) }) });
  await ask(start);
  expect(seen).toEqual(['session-started', 'gate-opened']);
});

it('a service says what is still to be told', async () => {
  const deaf: Channel = { name: 'deaf', deliver: () => new Promise(() => {}) };
  const { ask, service, disk } = await openStage({
    deps: ({ channels }) => ({ channels: [...channels, deaf] }),
  });
  expect(service.untold()).toEqual({ depth: 0 });
  await ask(start);
  expect(service.untold()).toEqual({ depth: 2, oldestAt: disk.clock.now() });
});
