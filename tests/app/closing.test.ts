import { describe, expect, it } from '@jest/globals';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { ProjectState } from '../../src/app/project-state.ts';
import { ann, completed } from '../helpers/session-play.ts';
import { emptyDisk, now, openStage, quiet, start, toldTypes } from './stage.ts';

const approve = { type: 'approve' } as const;
const stays = { 1: [{}] };

describe('closing', () => {
  it('decides what was asked before, starts nothing and takes no more requests', async () => {
    const { service, disk } = await openStage();
    await service.request({ by: ann, command: start });
    const approved = service.request({ by: ann, command: approve });
    const closed = service.close();
    await expect(service.request({ by: ann, command: approve })).rejects.toThrow('closing');
    expect(await approved).toMatchObject({ ok: true });
    await closed;
    expect([now(service.read()), disk.starts]).toEqual(['run 1', []]);
    const next = await openStage({ disk });
    expect([now(next.service.read()), disk.starts]).toEqual(['gate start 2', ['20261121-093015/1']]);
  });

  it('leaves a running attempt to itself', async () => {
    const { ask, service, runner } = await openStage({ script: stays });
    await ask(start);
    await ask(approve);
    await service.close();
    runner.end(1, completed);
    await quiet();
    expect(now(service.read())).toBe('run 1');
  });

  it('does not wait for storing to work again', async () => {
    const { ask, service, store, runner, log, disk } = await openStage({ script: stays });
    await ask(start);
    await ask(approve);
    store.failing = Infinity;
    runner.end(1, completed);
    await quiet();
    await service.close();
    expect(log.said).toContain('warn not tidied at the end');
    const next = await openStage({ disk });
    expect(now(next.service.read())).toBe('gate start 2');
  });

  it('tells the asker of a request that cannot be stored any more', async () => {
    const { service, store } = await openStage();
    store.failing = 2;
    const asked = service.request({ by: ann, command: start });
    const closed = service.close();
    await expect(asked).rejects.toThrow('ENOSPC');
    await closed;
  });

  it('leaves nothing to be told or appended again, and is done once', async () => {
    const saved: ProjectState[] = [];
    const { ask, service, disk } = await openStage({
      deps: ({ store }) => ({
        store: { ...store, save: async (state) => (saved.push(state), store.save(state)) },
      }),
    });
    await ask(start);
    await Promise.all([service.close(), service.close()]);
    await service.close();
    expect(saved).toHaveLength(2);
    expect(disk.kept.loaded.state).toMatchObject({ outbox: [], audit: [], auditCount: 1 });
  });

  it('keeps what was not told yet', async () => {
    const disk = emptyDisk();
    const offline: Channel = { name: 'fake', deliver: () => Promise.reject(new Error('offline')) };
    const first = await openStage({ disk, deps: () => ({ channels: [offline] }) });
    await first.ask(start);
    await first.service.close();
    await openStage({ disk });
    expect(toldTypes(disk)).toEqual(['session-started', 'gate-opened']);
  });
});
