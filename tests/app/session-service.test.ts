import { describe, expect, it } from '@jest/globals';
import type { Channel } from '../../src/app/ports/channel.ts';
import { auto, completed } from '../helpers/session-play.ts';
import { createStage, deferred, now, openStage, quiet, start, taskNumbered, toldTypes } from './stage.ts';

const approve = { type: 'approve' } as const;
const stays = { 1: [{}] };

describe('a session', () => {
  it('goes from gate to gate to its end, is told and archived', async () => {
    const { disk, service, ask } = await openStage();
    await ask(start);
    expect(now(service.read())).toBe('gate start 1');
    await ask(approve);
    expect(now(service.read())).toBe('gate start 2');
    expect(await ask({ type: 'approve', count: 'all' })).toMatchObject({ ok: true, view: { epoch: 2 } });
    expect(now(service.read())).toBe('completed');
    expect(disk.starts).toEqual(['20261121-093015/1', '20261121-093015/2', '20261121-093015/3']);
    expect(disk.folders.closed.get('20261121-093015')).toEqual(service.read());
    expect(toldTypes(disk).at(-1)).toBe('session-closed');
    expect(disk.audit.map(({ n }) => n)).toEqual(disk.audit.map((_, index) => index + 1));
  });

  it('can be read while a command waits to be stored', async () => {
    const saving = deferred();
    const stage = await openStage({
      deps: ({ store }) => ({
        store: { ...store, save: (state) => saving.promise.then(() => store.save(state)) },
      }),
    });
    const asked = stage.ask(start);
    await quiet();
    expect(now(stage.service.read())).toBe('idle');
    saving.resolve();
    await asked;
    expect(now(stage.service.read())).toBe('gate start 1');
  });

  it('begins with a gate when its list ran before on that day, however soon after', async () => {
    const archiving = deferred();
    const stage = await openStage({
      rules: auto,
      deps: ({ archive }) => ({ archive: { ...archive, write: () => archiving.promise } }),
    });
    await stage.ask(start);
    expect(now(stage.service.read())).toBe('completed');
    await stage.ask(start);
    expect(now(stage.service.read())).toBe('gate start 1');
    expect(stage.disk.starts).toHaveLength(3);
  });

  it('is not started from a file with faults, or while one is open', async () => {
    const { ask, disk } = await openStage();
    expect(await ask({ type: 'start', file: 'gone.md' })).toMatchObject({ ok: false, path: 'gone.md' });
    await ask(start);
    expect(await ask({ type: 'start', file: 'gone.md' })).toMatchObject({
      ok: false,
      rejection: { code: 'already_running', session: '20261121-093015' },
    });
    expect(disk.folders.claimed.size).toBe(1);
  });

  it('shows every channel what the attempt does', async () => {
    const shown: number[] = [];
    const channel: Channel = {
      name: 'screen',
      deliver: async () => {},
      progress: ({ turns }) => void shown.push(turns),
    };
    const deaf: Channel = { name: 'post', deliver: async () => {} };
    const { ask } = await openStage({
      script: { 1: [{ outcome: completed, progress: [{ elapsedMs: 1, turns: 7 }] }] },
      deps: () => ({ channels: [deaf, channel] }),
    });
    await ask(start);
    await ask(approve);
    expect(shown).toEqual([7]);
  });

  it('ends an attempt that is overdue', async () => {
    const { ask, service, runner } = await openStage({ script: stays });
    await ask(start);
    await ask(approve);
    runner.watchOf(1)?.overdue('timeout');
    await quiet();
    expect(now(service.read())).toBe('gate failure 1');
  });
});

describe('a decision', () => {
  it('is one write, before anything of it is done', async () => {
    const events: string[] = [];
    const stage = await openStage({
      deps: ({ store, runner, channels: [channel], auditLog }) => ({
        store: {
          ...store,
          async save(state) {
            events.push('save begins');
            await quiet();
            await store.save(state);
            events.push('save ends');
          },
        },
        runner: {
          ...runner,
          ensureRun: (...order) => (events.push('run'), runner.ensureRun(...order)),
        },
        channels: [
          { name: 'fake', deliver: async (...told) => (events.push('told'), channel?.deliver(...told)) },
        ],
        auditLog: { ...auditLog, append: (entries) => (events.push('audit'), auditLog.append(entries)) },
      }),
      script: stays,
    });
    await stage.ask(start);
    expect(events.splice(0, 2)).toEqual(['save begins', 'save ends']);
    expect(events.splice(0).sort()).toEqual(['audit', 'told', 'told']);
    await stage.ask(approve);
    expect(events.slice(0, 3)).toEqual(['save begins', 'save ends', 'run']);
    expect(events.filter((event) => event === 'save begins')).toHaveLength(1);
  });

  it('that cannot be stored changes nothing and starts nothing', async () => {
    const { ask, service, store, disk, log } = await openStage();
    await ask(start);
    const [before, stored] = [service.read(), disk.kept.loaded];
    disk.told.splice(0);
    store.failing = 1;
    await expect(ask(approve, 'r1')).rejects.toThrow('ENOSPC');
    await quiet();
    expect(service.read()).toBe(before);
    expect(disk.kept.loaded).toBe(stored);
    expect([disk.starts, disk.told, disk.audit.length, log.said]).toEqual([[], [], 1, ['info decided']]);
    expect(await ask(approve, 'r1')).toMatchObject({ ok: true });
    expect(disk.starts).toHaveLength(1);
  });

  it('lets the state forget what was told before it', async () => {
    const { ask, disk } = await openStage();
    await ask(start);
    expect(disk.kept.loaded.state.outbox).toHaveLength(2);
    await ask({ type: 'pause' });
    expect(
      disk.kept.loaded.state.outbox.map(({ effect }) => 'notice' in effect && effect.notice.type),
    ).toEqual(['session-paused']);
  });
});

describe('a notice', () => {
  it('about a session that is archived and replaced comes with that session', async () => {
    const online = deferred();
    const told: string[] = [];
    const { ask, service } = await openStage({
      rules: auto,
      tasks: [taskNumbered(1)],
      deps: () => ({
        channels: [
          {
            name: 'slow',
            async deliver(notice, session) {
              await online.promise;
              told.push(`${notice.session} ${notice.type}: ${session.id} ${session.state}`);
            },
          },
        ],
      }),
    });
    await ask(start);
    await ask(start);
    await ask({ type: 'pause' });
    expect(now(service.read())).toBe('paused gate start 1');
    online.resolve();
    await quiet();
    expect(told).toEqual([
      '20261121-093015 session-started: 20261121-093015 open',
      '20261121-093015 attempt-started: 20261121-093015 closed',
      '20261121-093015 attempt-ended: 20261121-093015 closed',
      '20261121-093015 session-closed: 20261121-093015 closed',
      '20261121-093115 session-started: 20261121-093115 open',
      '20261121-093115 gate-opened: 20261121-093115 open',
      '20261121-093115 session-paused: 20261121-093115 open',
    ]);
  });
});

describe('two services in one process', () => {
  it('know nothing of each other', async () => {
    const [one, other] = [await openStage(), await openStage()];
    await one.ask(start, 'r1');
    await other.ask(approve, 'r1');
    await other.service.close();
    await one.ask(approve, 'r2');
    expect([now(one.service.read()), now(other.service.read())]).toEqual(['gate start 2', 'idle']);
    expect(other.disk.audit).toMatchObject([{ n: 1, reply: 'no_session' }]);
  });
});

describe('before the state was loaded', () => {
  it('nothing is decided, and the state on disk stays as it is', async () => {
    const { disk, ask } = await openStage();
    await ask(start);
    const kept = disk.kept.loaded;
    const early = createStage({ disk });
    await expect(early.ask(approve)).rejects.toThrow('before the state was loaded');
    await early.service.close();
    expect(disk.kept.loaded).toBe(kept);
  });
});
