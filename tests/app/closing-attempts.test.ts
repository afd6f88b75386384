import { describe, expect, it } from '@jest/globals';
import type { Channel } from '../../src/app/ports/channel.ts';
import type { SessionServiceDeps } from '../../src/app/session-service.ts';
import { ann, auto, completed } from '../helpers/session-play.ts';
import {
  createStage,
  deferred,
  emptyDisk,
  now,
  openStage,
  quiet,
  start,
  toldTypes,
  type Stage,
} from './stage.ts';

const approve = { type: 'approve' } as const;
const stays = { 1: [{}], 2: [{}] };
const both = ['wait', 'stop'] as const;

/** Closes, and tells whether that is over. */
function closing(stage: Stage, ...options: Parameters<Stage['service']['close']>) {
  const closed = { over: false, promise: stage.service.close(...options) };
  void closed.promise.then(() => (closed.over = true));
  return closed;
}

/** A session whose first attempt runs. */
async function runningStage(options: Parameters<typeof openStage>[0] = {}): Promise<Stage> {
  const stage = await openStage({ script: stays, ...options });
  await stage.ask(start);
  if (now(stage.service.read()).startsWith('gate')) await stage.ask(approve);
  expect(now(stage.service.read())).toBe('run 1');
  return stage;
}

describe('closing that awaits the running attempt', () => {
  it('stores its result and tells it', async () => {
    const stage = await runningStage();
    const closed = closing(stage, { attempt: 'wait' });
    await quiet();
    expect(closed.over).toBe(false);
    stage.runner.end(1, completed);
    await closed.promise;
    expect(now(stage.service.read())).toBe('gate start 2');
    expect(toldTypes(stage.disk).slice(-2)).toEqual(['attempt-ended', 'gate-opened']);
    expect(stage.disk.kept.loaded.state).toMatchObject({ outbox: [], audit: [] });
  });

  it('has no further attempt begin: what follows is stored, and begun by the next start', async () => {
    const disk = emptyDisk();
    const stage = await runningStage({ disk, rules: auto });
    const closed = closing(stage, { attempt: 'wait' });
    stage.runner.end(1, completed);
    await closed.promise;
    expect(now(stage.service.read())).toBe('run 2');
    expect(disk.starts).toEqual(['20261121-093015/1']);
    const next = await openStage({ disk, rules: auto, script: stays });
    expect(now(next.service.read())).toBe('run 2');
    expect(disk.starts).toEqual(['20261121-093015/1', '20261121-093015/2']);
    expect(toldTypes(disk).filter((type) => type === 'attempt-started')).toHaveLength(2);
  });

  it('takes no request meanwhile, and what was asked before begins nothing', async () => {
    const stage = await openStage({ script: stays });
    await stage.ask(start);
    const approved = stage.service.request({ by: ann, command: approve });
    const closed = closing(stage, { attempt: 'wait' });
    await expect(stage.service.request({ by: ann, command: approve })).rejects.toThrow('closing');
    expect(await approved).toMatchObject({ ok: true });
    await closed.promise;
    expect([now(stage.service.read()), stage.disk.starts]).toEqual(['run 1', []]);
  });

  it('still ends an attempt that is overdue, and tells that while it waits', async () => {
    const cancelling = deferred();
    const stage = await runningStage({
      deps: ({ runner }) => ({
        runner: { ...runner, cancel: (...named) => cancelling.promise.then(() => runner.cancel(...named)) },
      }),
    });
    const closed = closing(stage, { attempt: 'wait' });
    stage.runner.watchOf(1)?.overdue('timeout');
    await quiet();
    expect([toldTypes(stage.disk).at(-1), closed.over]).toEqual(['stopping', false]);
    cancelling.resolve();
    await closed.promise;
    expect(now(stage.service.read())).toBe('gate failure 1');
  });

  it('waits until storing works again', async () => {
    const stage = await runningStage();
    const closed = closing(stage, { attempt: 'wait' });
    await quiet();
    stage.store.failing = 1;
    stage.runner.end(1, completed);
    await quiet();
    expect(closed.over).toBe(false);
    stage.disk.clock.advance(2_000);
    await closed.promise;
    expect(now(stage.service.read())).toBe('gate start 2');
  });

  it('is done once: asked again in another way it is the same', async () => {
    const stage = await runningStage();
    const first = stage.service.close({ attempt: 'wait' });
    expect(stage.service.close({ attempt: 'leave' })).toBe(first);
    stage.runner.end(1, completed);
    await first;
    expect(stage.service.close()).toBe(first);
  });
});

describe('closing that ends the running attempt', () => {
  it('leaves a gate about it in an open session', async () => {
    const stage = await runningStage();
    await stage.service.close({ attempt: 'stop' });
    expect(now(stage.service.read())).toBe('gate failure 1');
    expect(toldTypes(stage.disk).slice(-3)).toEqual(['stopping', 'attempt-ended', 'gate-opened']);
    expect(stage.disk.told.find(({ type }) => type === 'stopping')).toMatchObject({ cause: 'shutdown' });
    expect(stage.disk.audit.map(({ command }) => command).slice(-2)).toEqual(['interrupt', 'report']);
  });

  it('awaits the end of one that is being stopped already', async () => {
    const cancelling = deferred();
    const stage = await runningStage({
      deps: ({ runner }) => ({
        runner: { ...runner, cancel: (...named) => cancelling.promise.then(() => runner.cancel(...named)) },
      }),
    });
    await stage.ask({ type: 'stop', confirm: 1 });
    const closed = closing(stage, { attempt: 'stop' });
    await quiet();
    expect(closed.over).toBe(false);
    cancelling.resolve();
    await closed.promise;
    expect(now(stage.service.read())).toBe('stopped');
    expect(stage.disk.audit.map(({ command }) => command)).not.toContain('interrupt');
  });

  it('leaves one that was ordered too late to be begun to the next start', async () => {
    const disk = emptyDisk();
    const stage = await openStage({ disk, script: stays });
    await stage.ask(start);
    const approved = stage.service.request({ by: ann, command: approve });
    await stage.service.close({ attempt: 'stop' });
    expect(await approved).toMatchObject({ ok: true });
    expect([now(stage.service.read()), disk.starts]).toEqual(['run 1', []]);
    await openStage({ disk, script: stays });
    expect(disk.starts).toEqual(['20261121-093015/1']);
  });

  it('is taken up by the next start when the process dies before the attempt has ended', async () => {
    const disk = emptyDisk();
    const stage = await runningStage({
      disk,
      deps: ({ runner }) => ({ runner: { ...runner, cancel: () => new Promise(() => {}) } }),
    });
    void stage.service.close({ attempt: 'stop' });
    await quiet();
    expect(now(stage.service.read())).toBe('stopping 1');
    await stage.runner.detach();
    const next = await openStage({ disk });
    expect(now(next.service.read())).toBe('gate failure 1');
  });
});

describe.each(both)('closing in any way (%s)', (attempt) => {
  it('is over at once where nothing runs', async () => {
    const stage = await openStage();
    await stage.ask(start);
    await stage.service.close({ attempt });
    expect(now(stage.service.read())).toBe('gate start 1');
  });

  it('is over before anything was loaded, and leaves the state as it is', async () => {
    const { service, disk } = createStage();
    const kept = disk.kept.loaded;
    await service.close({ attempt });
    expect(disk.kept.loaded).toBe(kept);
  });

  it('leaves the attempt to itself when somebody hurries', async () => {
    const hurry = new AbortController();
    const stage = await runningStage({
      deps: ({ runner }) => ({ runner: { ...runner, cancel: () => new Promise(() => {}) } }),
    });
    const closed = closing(stage, { attempt, signal: hurry.signal });
    await quiet();
    expect(closed.over).toBe(false);
    hurry.abort();
    await closed.promise;
    expect(await stage.runner.list()).toMatchObject([{ state: 'running' }]);
  });

  it('does not wait at all for somebody who hurries already', async () => {
    const stage = await runningStage({
      deps: ({ runner }) => ({ runner: { ...runner, cancel: () => new Promise(() => {}) } }),
    });
    await stage.service.close({ attempt, signal: AbortSignal.abort() });
    expect(await stage.runner.list()).toMatchObject([{ state: 'running' }]);
  });

  it('does not wait longer for somebody who hurries when nothing can be stored', async () => {
    const hurry = new AbortController();
    const stage = await runningStage();
    stage.store.failing = Infinity;
    const closed = closing(stage, { attempt, signal: hurry.signal });
    stage.runner.end(1, completed);
    await quiet();
    expect(closed.over).toBe(false);
    hurry.abort();
    await closed.promise;
    expect(now(stage.service.read())).toBe('run 1');
  });
});

describe('a channel that does not answer', () => {
  const deaf: Channel = { name: 'deaf', deliver: () => new Promise(() => {}) };
  const withDeaf = ({ channels }: SessionServiceDeps) => ({ channels: [...channels, deaf] });

  it.each(['leave', ...both] as const)('holds up closing for a few seconds only (%s)', async (attempt) => {
    const stage = await runningStage({ deps: withDeaf });
    const closed = closing(stage, { attempt });
    stage.runner.end(1, completed);
    const patience = attempt === 'leave' ? 3_000 : 8_000;
    for (let ms = 0; ms < patience; ms += 1_000) {
      await quiet();
      expect(closed.over).toBe(false);
      stage.disk.clock.advance(1_000);
    }
    await closed.promise;
    const { outbox } = stage.disk.kept.loaded.state;
    expect(new Set(outbox.map((entry) => 'channel' in entry && entry.channel))).toEqual(new Set(['deaf']));
  });

  it('stores nothing any more, whatever it answers after the end', async () => {
    const answering = deferred();
    const stage = await runningStage({
      deps: ({ channels }) => ({
        channels: [...channels, { name: 'late', deliver: () => answering.promise }],
      }),
    });
    const closed = closing(stage);
    await quiet();
    stage.disk.clock.advance(3_000);
    await closed.promise;
    const kept = stage.disk.kept.loaded;
    answering.resolve();
    await quiet();
    expect(stage.disk.kept.loaded).toBe(kept);
  });
});
