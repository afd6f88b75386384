import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
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

  it('leaves at once at the third', async () => {
    const { stage, code } = await running();
    stage.runner.cancel = () => new Promise(() => undefined);
    for (const said of ['Pausing', 'Ending attempt 1', 'Leaving']) {
      stage.interrupts.emit('SIGINT');
      await stage.printed(said);
    }
    expect(await code).toBe(130);
    expect(stage.text()).toContain('Leaving while attempt 1 is being ended; that goes on by itself.');
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
