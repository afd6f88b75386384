import { describe, expect, it } from '@jest/globals';
import { failed } from '../helpers/session-play.ts';
import { MINUTE, pass, remindedAt, remindingStage, waitingDisk } from './reminding.ts';
import { deferred, openStage, start, toldTypes } from './stage.ts';

describe('a gate that waits', () => {
  it('is reminded of, ever more rarely', async () => {
    const { ask, disk } = await remindingStage();
    await ask(start);
    await pass(disk, 8 * 60);
    expect(remindedAt(disk)).toEqual(['10:00', '11:00', '13:00', '17:00']);
    const { session } = disk.kept.loaded.state;
    if (session.state !== 'open' || session.phase.name !== 'waiting') throw new Error('it does not wait');
    expect(disk.told.at(-1)).toMatchObject({
      type: 'gate-reminder',
      session: session.id,
      gate: session.phase.gate,
    });
  });

  it('is not reminded of once it is decided, and the next gate has its own time', async () => {
    const { ask, disk } = await remindingStage();
    await ask(start);
    await pass(disk, 20);
    await ask({ type: 'approve' });
    await pass(disk, 29);
    expect(remindedAt(disk)).toEqual([]);
    await pass(disk, 1);
    expect(remindedAt(disk)).toEqual(['10:21']);
    expect(disk.kept.loaded.state.reminded).toMatchObject({ times: 1 });
  });

  it('is not reminded of while the session is paused, nor for that time when it goes on', async () => {
    const { ask, disk } = await remindingStage();
    await ask(start);
    await ask({ type: 'pause' });
    await pass(disk, 100);
    await ask({ type: 'resume' });
    await pass(disk, 109);
    expect(remindedAt(disk)).toEqual([]);
    await pass(disk, 1);
    expect(remindedAt(disk)).toEqual(['13:00']);
  });

  it('is not reminded of once more because somebody asked for what does not fit', async () => {
    const { ask, disk } = await remindingStage();
    await ask(start);
    await pass(disk, 30);
    expect(await ask({ type: 'resume' })).toMatchObject({ ok: false });
    await pass(disk, 59);
    expect(remindedAt(disk)).toEqual(['10:00']);
  });

  it('is told to every channel by its own entry', async () => {
    const keys: string[] = [];
    const { ask, disk } = await remindingStage({
      deps: () => ({
        channels: ['one', 'two'].map((name) => ({
          name,
          async deliver({ type }, _, key) {
            if (type === 'gate-reminder') keys.push(key);
          },
        })),
      }),
    });
    await ask(start);
    await pass(disk, 30);
    expect(keys).toEqual(['gate-2/reminder-1:one', 'gate-2/reminder-1:two']);
  });

  it('is reminded of once at a channel that could not be reached for long, and elsewhere as ever', async () => {
    const heard: string[] = [];
    let offline = false;
    const { ask, disk } = await remindingStage({
      deps: () => ({
        channels: ['one', 'two'].map((name) => ({
          name,
          async deliver({ type, at }) {
            if (name === 'one' && offline) throw new Error('offline');
            if (type === 'gate-reminder') heard.push(`${name} ${at.slice(11, 16)}`);
          },
        })),
      }),
    });
    await ask(start);
    offline = true;
    await pass(disk, 5 * 60);
    expect(heard.splice(0)).toEqual(['two 10:00', 'two 11:00', 'two 13:00']);
    offline = false;
    await pass(disk, 10);
    expect(heard.splice(0)).toEqual(['one 10:00']);
    await pass(disk, 3 * 60);
    expect(heard).toEqual(['one 17:00', 'two 17:00']);
  });

  it('needs no reminder where its opening is still to be told', async () => {
    let offline = true;
    const heard: string[] = [];
    const { ask, disk } = await remindingStage({
      deps: () => ({
        channels: [
          {
            name: 'chat',
            async deliver({ type }) {
              if (offline) throw new Error('offline');
              heard.push(type);
            },
          },
        ],
      }),
    });
    await ask(start);
    await pass(disk, 100);
    offline = false;
    await pass(disk, 10);
    expect(heard).toEqual(['session-started', 'gate-opened']);
  });

  it('about a failure is reminded of as well', async () => {
    const { ask, disk } = await remindingStage({ script: { 1: [{ outcome: failed }] } });
    await ask(start);
    await ask({ type: 'approve' });
    await pass(disk, 30);
    expect(remindedAt(disk)).toEqual(['10:00']);
  });

  it('is nothing to be reminded of without rules', async () => {
    const disk = await waitingDisk();
    await openStage({ disk });
    await pass(disk, 60);
    expect(remindedAt(disk)).toEqual([]);
  });
});

describe('after a restart', () => {
  it('what was due meanwhile is told once, and then as before', async () => {
    const disk = await waitingDisk();
    disk.clock.advance(150 * MINUTE);
    await remindingStage({ disk });
    expect(remindedAt(disk)).toEqual(['12:00']);
    await pass(disk, 60);
    expect(remindedAt(disk)).toEqual(['12:00', '13:00']);
  });

  it('what was told is not told again', async () => {
    const disk = await waitingDisk();
    const first = await remindingStage({ disk });
    await pass(disk, 30);
    await first.service.close();
    await remindingStage({ disk });
    await pass(disk, 59);
    expect(remindedAt(disk)).toEqual(['10:00']);
  });

  it('what was stored and not delivered is delivered, and counted once', async () => {
    const disk = await waitingDisk();
    await remindingStage({
      disk,
      deps: () => ({
        channels: [
          {
            name: 'fake',
            deliver: ({ type }) => (type === 'gate-reminder' ? new Promise(() => {}) : Promise.resolve()),
          },
        ],
      }),
    });
    await pass(disk, 30);
    expect(disk.kept.loaded.state.reminded).toEqual({ gate: 'gate-2', times: 1 });
    expect(remindedAt(disk)).toEqual([]);
    await remindingStage({ disk });
    expect(remindedAt(disk)).toEqual(['10:00']);
  });

  it('what was delivered, with nothing stored since, is no reason to leave out what is due', async () => {
    const disk = await waitingDisk();
    let dead = false;
    await remindingStage({
      disk,
      deps: ({ store }) => ({
        store: { ...store, save: (state) => (dead ? new Promise(() => {}) : store.save(state)) },
      }),
    });
    await pass(disk, 30);
    dead = true;
    disk.clock.advance(600 * MINUTE);
    await remindingStage({ disk });
    expect(remindedAt(disk)).toEqual(['10:00', '10:00', '20:00']);
  });

  it('what could not be stored is told', async () => {
    const disk = await waitingDisk();
    await remindingStage({
      disk,
      deps: ({ store }) => ({ store: { ...store, save: () => new Promise(() => {}) } }),
    });
    await pass(disk, 31);
    expect(remindedAt(disk)).toEqual([]);
    await remindingStage({ disk });
    expect(remindedAt(disk)).toEqual(['10:01']);
  });
});

describe('a reminder', () => {
  it('that cannot be stored is tried again, and the trouble said once', async () => {
    const { ask, disk, store, log } = await remindingStage();
    await ask(start);
    store.failing = 3;
    await pass(disk, 32);
    expect(remindedAt(disk)).toEqual([]);
    await pass(disk, 1);
    expect(remindedAt(disk)).toEqual(['10:03']);
    expect(log.said.filter((line) => line.startsWith('error'))).toEqual([
      'error a reminder could not be stored; it is tried again',
    ]);
    expect(log.said).toContain('info announced');
  });

  it('is not made when the gate is decided right before its turn', async () => {
    const saving = deferred();
    const { ask, disk, service } = await remindingStage({
      script: { 1: [{}] },
      deps: ({ store }) => ({
        store: {
          ...store,
          save: async (state) => {
            if (state.session.state === 'open' && state.session.phase.name === 'running')
              await saving.promise;
            await store.save(state);
          },
        },
      }),
    });
    await ask(start);
    const approved = ask({ type: 'approve' });
    await pass(disk, 30);
    saving.resolve();
    await approved;
    expect(toldTypes(disk)).not.toContain('gate-reminder');
    await service.close();
  });

  it('comes no more once the service is closed', async () => {
    const { ask, disk, service } = await remindingStage();
    await ask(start);
    await service.close();
    await pass(disk, 60);
    expect(remindedAt(disk)).toEqual([]);
  });
});
