import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import { stopped } from '../../helpers/fake-runner.ts';
import { createStage, type Stage } from './stage.ts';
import { done, endless } from './today.ts';

/** A run whose first attempt goes on until it is ended. */
async function running(): Promise<{ readonly stage: Stage; readonly code: Promise<number> }> {
  const stage = createStage({ script: { 1: [endless], 2: [done], 3: [done] } });
  const code = stage.run();
  await stage.printed('help');
  stage.input.write('approve all\n');
  await stage.printed('now: Edit');
  return { stage, code };
}

const finished: Outcome = { kind: 'completed', asks: false, sentence: 'Done.', resumable: true };

describe('signals during a run', () => {
  it('pauses after the attempt at the first Ctrl-C', async () => {
    const { stage, code } = await running();
    stage.interrupts.emit('SIGINT');
    await stage.printed('Paused by you');
    stage.runner.end(1, finished);
    expect(await code).toBe(130);
    expect(stage.text()).toContain('Press Ctrl-C again to end the attempt now and stop the session.');
    expect(stage.text()).toMatch(
      /stays open, paused\. Nothing runs\.\nTo go on: greenlight run tasks\/today\.md\n$/,
    );
    expect(stage.runner.started).toHaveLength(1);
  });

  it('ends the attempt at the second and waits until it has ended', async () => {
    const { stage, code } = await running();
    stage.interrupts.emit('SIGINT');
    stage.interrupts.emit('SIGINT');
    expect(await code).toBe(130);
    expect(stage.text()).toContain('Ending attempt 1 and closing the session.');
    expect(stage.text()).toContain('was stopped: 1 unfinished and 2 not begun');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'waits for the end of the attempt at a third, %s, and says so once',
    async (signal, expected) => {
      const { stage, code } = await running();
      stage.runner.cancel = async () => undefined;
      stage.interrupts.emit('SIGINT');
      stage.interrupts.emit('SIGINT');
      await stage.printed('another operator, asked for it');
      for (let press = 3; press < 6; press += 1) stage.interrupts.emit(signal);
      const sentence = 'Ending attempt 1: up to 10 s more.';
      await stage.printed(sentence);
      expect(stage.service.read()).toMatchObject({ phase: { name: 'stopping' } });
      expect(stage.interrupts.listenerCount('SIGINT')).toBe(1);
      stage.runner.end(1, stopped);
      expect(await code).toBe(expected);
      expect(stage.text().split(sentence)).toHaveLength(2);
      expect(stage.text()).toContain('was stopped: 1 unfinished and 2 not begun');
      expect(stage.text()).toMatch(/To start it anew: greenlight run tasks\/today\.md\n$/);
    },
  );

  it('leaves at the third when the stop could not be stored', async () => {
    const { stage, code } = await running();
    stage.interrupts.emit('SIGINT');
    await stage.printed('Paused by you');
    stage.store.failing = 1;
    stage.interrupts.emit('SIGINT');
    await stage.printed('nothing was changed: ENOSPC');
    stage.interrupts.emit('SIGINT');
    expect(await code).toBe(130);
    expect(stage.text()).toContain('Leaving. Attempt 1 goes on by itself, and its result is kept.');
  });

  it('gives no command to go on with where nothing can be gone on with', async () => {
    const stage = createStage({ lines: [], hint: false });
    expect(await stage.run()).toBe(130);
    expect(stage.text()).toMatch(/stays open and waits for you\. Nothing runs\.\n$/);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('leaves the attempt to itself at %s', async (signal, expected) => {
    const { stage, code } = await running();
    stage.interrupts.emit(signal);
    expect(await code).toBe(expected);
    expect(stage.text()).toContain('Leaving. Attempt 1 goes on by itself, and its result is kept.');
    expect(stage.interrupts.eventNames()).toEqual([]);
  });

  it('leaves the session open at Ctrl-C while a gate waits', async () => {
    const stage = createStage();
    const code = stage.run();
    await stage.printed('help');
    stage.interrupts.emit('SIGINT');
    expect(await code).toBe(130);
    expect(stage.text()).toContain('stays open and waits for you. Nothing runs.');
    expect(stage.service.read()).toMatchObject({ state: 'open' });
  });

  it('gives the terminal back when Ctrl-C is a key', async () => {
    const stage = createStage({ tty: true });
    const code = stage.run();
    await stage.printed('[?] help');
    stage.input.write('\u0003');
    expect(await code).toBe(130);
    expect(stage.text()).toContain('stays open and waits for you.');
  });
});
