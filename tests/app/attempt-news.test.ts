import { describe, expect, it } from '@jest/globals';
import { failed } from '../helpers/session-play.ts';
import { deferred, now, openStage, quiet, start, toldTypes } from './stage.ts';

const approve = { type: 'approve' } as const;
const stays = { 1: [{}] };

describe('the news of an attempt', () => {
  it('is stored, once, as soon as storing works again', async () => {
    const { ask, service, store, disk, runner, log } = await openStage({ script: stays });
    await ask(start);
    await ask(approve);
    store.failing = 3;
    runner.end(1, failed);
    for (let n = 0; n < 3; n += 1) {
      await quiet();
      expect(now(service.read())).toBe('run 1');
      disk.clock.advance(2_000);
    }
    await quiet();
    expect(now(service.read())).toBe('gate failure 1');
    expect(toldTypes(disk).filter((type) => type === 'attempt-ended')).toHaveLength(1);
    expect(disk.audit.filter(({ command }) => command === 'report')).toHaveLength(1);
    const troubles = log.said.filter((line) => !line.startsWith('info'));
    expect(troubles).toEqual(['error what happened could not be stored yet']);
  });

  it('tells why it could not be started', async () => {
    const { ask, service, disk } = await openStage({
      deps: ({ runner }) => ({
        runner: { ...runner, ensureRun: () => Promise.reject(new Error('EMFILE: too many open files')) },
      }),
    });
    await ask(start);
    await ask(approve);
    expect(now(service.read())).toBe('gate failure 1');
    expect(disk.told.find(({ type }) => type === 'attempt-ended')).toMatchObject({
      outcome: { sentence: 'The attempt could not be started: EMFILE: too many open files' },
    });
  });

  it('that it was stopped before it started closes a session that was stopped meanwhile', async () => {
    const preparing = deferred();
    const { ask, service, disk } = await openStage({
      deps: ({ archive }) => ({
        archive: {
          ...archive,
          readTasks: (...list) => preparing.promise.then(() => archive.readTasks(...list)),
        },
      }),
    });
    await ask(start);
    await ask(approve);
    await ask({ type: 'stop', confirm: 1 });
    preparing.resolve();
    await quiet();
    expect([now(service.read()), disk.starts]).toEqual(['stopped', []]);
  });
});
