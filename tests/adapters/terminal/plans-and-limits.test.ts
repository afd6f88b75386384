import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import { waitingGate } from '../../../src/core/session/index.ts';
import type { ScriptedRun } from '../../helpers/fake-runner.ts';
import { until } from '../../helpers/until.ts';
import { expectGolden } from './golden.ts';
import { createStage, emptyDisk } from './stage.ts';
import { done, limit, today } from './today.ts';
import { type } from './type.ts';

const facts = { costUsd: 0.21, turns: 14, durationMs: 151_000, resumable: true, sentence: 'It ended.' };

describe('a plan', () => {
  const tasks = today.slice(0, 1).map((task) => ({ ...task, planFirst: true }));
  const plan = Array.from({ length: 43 }, (_, n) => `${n + 1}. Step`).join('\n');
  const planned: ScriptedRun = { outcome: { kind: 'planned', ...facts }, leaves: { finalText: plan } };
  const script = { 1: [planned, { ...planned, leaves: { finalText: 'All at once.' } }, done] };

  it('is shown, in full by "details", revised and done', async () => {
    const stage = createStage({ script, tasks, lines: ['approve', 'd', 'r fewer steps', 'a', 'approve'] });
    expect(await stage.run()).toBe(0);
    await expectGolden('plan', stage.text());
    const modes = stage.runner.started.map(({ attempt }) => attempt.mode ?? 'do');
    expect(modes).toEqual(['plan', 'plan', 'do']);
  });

  it('is revised by what was typed without a command only when that is said', async () => {
    const stage = createStage({ script, tasks, lines: ['approve', 'fewer steps'] });
    expect(await stage.run()).toBe(130);
    expect(stage.text()).toMatch(
      /⚠️ "fewer" is not a command\.\n {3}"r fewer steps" has the plan revised\.\n {3}The commands here are: approve, skip, retry, pause, stop, details, logs, help, status\.\n/,
    );
  });

  it('is not approved by --yes', async () => {
    const stage = createStage({ script, tasks, lines: [] });
    expect(await stage.run({ yes: true })).toBe(1);
    expect(stage.text()).toContain('--yes approves only before a task and at the end.');
  });
});

describe('a limit', () => {
  const held = { outcome: { ...limit.outcome, turns: 0 } as Outcome };
  const script = { 1: [held, held, done] };
  const tasks = today.slice(0, 1);

  it('is counted down to, put off, and ended by hand', async () => {
    const stage = createStage({ script, tasks, tty: true });
    const code = stage.run();
    await stage.printed('[?] help');
    type(stage, 'approve', { tty: true });
    await stage.printed('goes on at 17:00, in 7:');
    stage.clock.advance(3_600_000);
    stage.timers.pass(1_000);
    await stage.printed('goes on at 17:00, in 6:');
    type(stage, 'wait 18:00', { tty: true });
    await stage.printed('goes on at 18:00, in 7:');
    stage.interrupts.emit('SIGINT');
    expect(await code).toBe(130);
    expect(stage.text()).toMatch(
      /stays open and waits for you\. Nothing runs\.\s+Nothing goes on by itself before Greenlight runs again, also not once the usage limit is\s+over\.\s+To go on: greenlight run tasks\/today\.md/,
    );
  });

  it('goes on by itself, and is told in a line when it holds', async () => {
    const stage = createStage({ script, tasks, lines: [] });
    const code = stage.run({ yes: true });
    while (stage.runner.started.length < 3) {
      await until(() => waitingGate(stage.service.read())?.kind === 'limit');
      await stage.printed('It goes on by itself');
      const before = stage.runner.started.length;
      await until(() => {
        stage.clock.advance(3_600_000);
        return stage.runner.started.length > before;
      });
    }
    expect(await code).toBe(0);
    expect(stage.text().split('Held up: Task 1/1')).toHaveLength(2);
    expect(stage.text().split('⏸️ --yes waits until then (17:00); Ctrl-C leaves.')).toHaveLength(2);
    expect(stage.text()).toMatch(
      /▶️ It goes on by itself\.\n⚙️ Task 1\/1: .* · attempt 2, in the conversation of attempt 1\n/,
    );
    expect(stage.text()).toMatch(
      /⏸️ Task 1\/1: The usage limit holds it up since [\d:]+, and it was tried\s+again\s+once/,
    );
  });

  it('without a time needs a person, whatever --yes says', async () => {
    const stage = createStage({ script, tasks, lines: [], limits: { autoResume: false, giveUpMs: 1 } });
    expect(await stage.run({ yes: true })).toBe(1);
    expect(stage.text()).toMatch(/when you say\s+so: "retry"\./);
    expect(stage.text()).not.toContain('Nothing goes on by itself');
  });

  it('is told with its time when it is come back to, and under a pause that it needs you', async () => {
    const left = emptyDisk();
    await createStage({ disk: left, script, tasks, lines: ['approve'] }).run();
    const first = createStage({ disk: left, script, tasks, lines: ['c', 'pause'] });
    expect(await first.run()).toBe(130);
    expect(first.text()).toMatch(/; it goes on by itself at\s+17:00\.\nType one of: continue/);
    const second = createStage({ disk: left, script, tasks, lines: ['q'] });
    expect(await second.run()).toBe(130);
    expect(second.text()).toContain('Under a pause nothing goes on by itself: it does once you continue.');
  });

  it('is retried now by its key', async () => {
    const stage = createStage({ script: { 1: [limit, done] }, tasks, lines: ['approve', 'r', 'approve'] });
    expect(await stage.run()).toBe(0);
    expect(stage.runner.started).toHaveLength(2);
  });
});
