import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/app/ports/clock.ts';
import { completed } from '../helpers/session-play.ts';
import { pass, remindingStage, waitingDisk } from './reminding.ts';
import { createStage, now, openStage, quiet, start, type Stage, type StageOptions } from './stage.ts';

const approve = { type: 'approve' } as const;
const stays = { 1: [{}] };

/** A clock that knows how many wait for it. */
function watched(clock: Clock): { readonly clock: Clock; readonly waits: () => number } {
  let waits = 0;
  const wait: Clock['wait'] = async (ms, signal) => {
    waits += 1;
    await clock.wait(ms, signal);
    waits -= 1;
  };
  return { clock: { ...clock, wait }, waits: () => waits };
}

async function runningStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await remindingStage({ script: stays, ...options });
  await stage.ask(start);
  await stage.ask(approve);
  return stage;
}

describe('a service that was closed', () => {
  it.each(['leave', 'wait', 'stop'] as const)('waits for nothing any more (%s)', async (attempt) => {
    let waits = (): number => -1;
    const stage = await runningStage({
      deps: ({ clock }) => {
        const other = watched(clock);
        waits = other.waits;
        return { clock: other.clock };
      },
    });
    expect(waits()).toBeGreaterThan(0);
    const closed = stage.service.close({ attempt });
    stage.runner.end(1, completed);
    await closed;
    await quiet();
    expect(waits()).toBe(0);
  });

  it('stores nothing any more, however long a gate has waited', async () => {
    const disk = await waitingDisk();
    const stage = await remindingStage({ disk });
    await stage.service.close();
    const kept = disk.kept.loaded;
    await pass(disk, 120);
    expect(disk.kept.loaded).toBe(kept);
  });

  it('has left the runner', async () => {
    let left = 0;
    const stage = await runningStage({
      deps: ({ runner }) => ({ runner: { ...runner, detach: () => ((left += 1), runner.detach()) } }),
    });
    await Promise.all([stage.service.close(), stage.service.close({ attempt: 'stop' })]);
    expect(left).toBe(1);
  });
});

describe('closing while the state is being loaded', () => {
  it('awaits the attempt that is taken up', async () => {
    const first = await openStage({ script: stays });
    await first.ask(start);
    await first.ask(approve);
    await first.service.close();
    const { service, runner } = createStage({ disk: first.disk, script: stays });
    const recovering = service.recover();
    let over = false;
    const closed = service.close({ attempt: 'wait' }).then(() => (over = true));
    await recovering;
    await quiet();
    expect(over).toBe(false);
    runner.end(1, completed);
    await closed;
    expect(now(service.read())).toBe('gate start 2');
  });
});
