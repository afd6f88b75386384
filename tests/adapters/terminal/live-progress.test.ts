import { describe, expect, it } from '@jest/globals';
import { createStage } from './stage.ts';
import { done, endless, today } from './today.ts';

const progress = (elapsedMs: number, detail: string, costUsd?: number) => ({
  elapsedMs,
  turns: 1,
  costUsd,
  tool: { name: 'Edit', detail },
});

describe('what the running attempt does', () => {
  it('is one changing line on a terminal, which ticks and goes away', async () => {
    const stage = createStage({ tty: true, script: { 1: [endless] }, tasks: today.slice(0, 1) });
    const code = stage.run();
    await stage.printed('[?] help');
    stage.timers.pass(300);
    stage.input.write('approve\r');
    await stage.printed('⚙️ Task 1/1 · 0:42 · $0.03 · now: Edit db/migrations/001.sql');
    stage.clock.advance(1_000);
    stage.timers.pass(1_000);
    await stage.printed('⚙️ Task 1/1 · 0:43 · $0.03');
    stage.runner.end(1, { kind: 'completed', asks: false, sentence: 'Done.', resumable: true });
    await stage.printed('Waiting for you before the session ends');
    const ended = stage.text().length;
    stage.timers.pass(10_000);
    stage.input.write('stop\r');
    expect(await code).toBe(1);
    expect(stage.text().slice(ended)).not.toContain('now: Edit');
  });

  it('elsewhere is a line when the tool changes, at most one in ten seconds', async () => {
    const stage = createStage({ script: { 1: [endless] } });
    const code = stage.run();
    await stage.printed('help');
    stage.input.write('approve\n');
    await stage.printed('0:42 · $0.03 · now: Edit db/migrations/001.sql');
    const watch = stage.runner.watchOf(1);
    stage.clock.advance(9_999);
    watch?.progress(progress(52_000, 'too-soon.sql'));
    stage.clock.advance(1);
    watch?.progress(progress(52_001, 'db/migrations/001.sql'));
    watch?.progress(progress(53_000, 'late\u001b[2J enough.sql'));
    stage.clock.advance(10_000);
    watch?.progress(progress(63_000, 'late enough.sql'));
    stage.interrupts.emit('SIGTERM');
    expect(await code).toBe(143);
    const lines = stage.text().split('\n');
    expect(lines.filter((line) => line.includes('now: '))).toEqual([
      '   ⚙️ Task 1/3 · 0:42 · $0.03 · now: Edit db/migrations/001.sql',
      '   ⚙️ Task 1/3 · 0:53 · now: Edit late enough.sql',
    ]);
  });

  it('is not told of an attempt that is over', async () => {
    const stage = createStage({ script: { 1: [done] } });
    const code = stage.run();
    await stage.printed('help');
    stage.input.write('approve\n');
    await stage.printed('📊 1/3');
    stage.runner.watchOf(1)?.progress(progress(1, 'after-the-end.sql'));
    stage.input.end('stop\n');
    expect(await code).toBe(1);
    expect(stage.text()).not.toContain('after-the-end.sql');
  });
});
