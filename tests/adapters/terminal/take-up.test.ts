import { describe, expect, it } from '@jest/globals';
import { expectGolden } from './golden.ts';
import { createStage, emptyDisk, type Disk, type StageOptions } from './stage.ts';
import { done, endless, failure } from './today.ts';

/** What an earlier process left: it was given `lines` and then its input ended. */
async function left(lines: readonly string[], script: StageOptions['script'] = {}): Promise<Disk> {
  const disk = emptyDisk();
  expect(await createStage({ disk, script, lines }).run()).toBe(130);
  return disk;
}

describe('a session that was open before', () => {
  it('is continued where it waits, with what had happened', async () => {
    const disk = await left(['approve', 'approve'], { 1: [done], 2: [failure] });
    const stage = createStage({
      disk,
      script: { 2: [failure, done], 3: [done] },
      lines: ['what', 'continue', 'retry'],
    });
    expect(await stage.run()).toBe(0);
    await expectGolden('continued', stage.text());
  });

  it('is continued by --yes when it is the same file', async () => {
    const disk = await left([]);
    const stage = createStage({ disk, script: { 1: [done], 2: [done], 3: [done] }, lines: [] });
    expect(await stage.run({ yes: true })).toBe(0);
    expect(stage.text()).toContain('▶️ Going on with session 20261121-093015');
  });

  it('is not given up by --yes for another file', async () => {
    const disk = await left([]);
    const stage = createStage({ disk, lines: [] });
    expect(await stage.run({ yes: true, file: 'tasks/other.md' })).toBe(1);
    expect(stage.text()).toContain('Session 20261121-093015 from tasks/today.md is still open.');
    expect(stage.service.read()).toMatchObject({ state: 'open' });
  });

  it('is left as it is', async () => {
    const disk = await left([]);
    const stage = createStage({ disk, lines: ['q'] });
    expect(await stage.run()).toBe(130);
    expect(stage.service.read()).toMatchObject({ state: 'open' });
  });

  it('is stopped and another file started', async () => {
    const disk = await left([]);
    const stage = createStage({ disk, script: { 1: [done] }, lines: ['x', 'approve', 'approve'] });
    expect(await stage.run({ file: 'tasks/other.md' })).toBe(0);
    expect(stage.text()).toContain('restart (close this session and start tasks/other.md)');
    expect(stage.text()).toContain('Session 20261121-093015 was stopped');
    expect(stage.text()).toContain('📋 1 task from tasks/other.md');
  });

  it.each(['restart', 'anew'])('begins at the first task again by "%s"', async (word) => {
    const disk = await left(['skip']);
    const stage = createStage({ disk, lines: ['approve 2', 'HELP', word] });
    expect(await stage.run()).toBe(130);
    expect(stage.text()).toContain('restart (close this session and start the file from its first task)');
    expect(stage.text()).toContain(
      '⚠️ First choose: continue, restart or quit. "approve" can be typed at a gate.',
    );
    expect(stage.text()).toContain('"help" can be typed at a gate.');
    expect(stage.text()).toContain('Session 20261121-093015 was stopped');
    expect(stage.text()).toMatch(/Waiting for you before Task 1\/3[^]*$/);
  });

  it('tells again that its attempt could not be started', async () => {
    const outcome = { kind: 'failed', failure: 'not-started', sentence: 'Busy.', resumable: false } as const;
    const disk = await left(['approve'], { 1: [{ outcome }] });
    const stage = createStage({ disk, lines: ['continue'] });
    expect(await stage.run()).toBe(130);
    expect(stage.text()).toContain('Why: it could not be started.');
  });

  it('is resumed when it was paused', async () => {
    const disk = await left(['pause', 'quit']);
    const stage = createStage({ disk, lines: ['c', 'stop'] });
    expect(await stage.run()).toBe(1);
    expect(stage.text()).toMatch(
      /> c\n▶️ Going on with session .*\n▶️ Resumed by you\.\n\n⏸️ Waiting for you before Task 1\/3[^]*\nType one of: approve/,
    );
    expect(stage.text().split('Waiting for you before Task 1/3')).toHaveLength(2);
  });

  it('shows what came to wait meanwhile only once it is gone on with', async () => {
    const disk = emptyDisk();
    const first = createStage({ disk, script: { 1: [endless] } });
    const code = first.run();
    await first.printed('help');
    first.input.write('approve\n');
    await first.printed('now: Edit');
    first.interrupts.emit('SIGTERM');
    await code;

    const stage = createStage({ disk, script: { 1: [endless] } });
    const again = stage.run();
    await stage.printed('quit (leave it as it is)');
    const { outcome } = failure;
    if (outcome) stage.runner.end(1, outcome);
    await stage.printed('failed');
    stage.input.end('c\n');
    expect(await again).toBe(130);
    expect(stage.text()).toMatch(
      /❌ Task 1\/3[^]*> c\n▶️ Going on with session .*\n\n⏸️ Waiting for your decision on Task 1\/3[^]*\nType one of: retry \[words\]/,
    );
    expect(stage.text().split('Waiting for your decision on')).toHaveLength(2);
  });

  it('has its running attempt followed, and ended only when that is said', async () => {
    const disk = emptyDisk();
    const script = { 1: [endless] };
    const first = createStage({ disk, script });
    const code = first.run();
    await first.printed('help');
    first.input.write('approve\n');
    await first.printed('now: Edit');
    first.interrupts.emit('SIGTERM');
    await code;

    const stage = createStage({ disk, script, lines: ['x'] });
    expect(await stage.run({ file: 'tasks/faulty.md' })).toBe(2);
    expect(stage.text()).toContain('restart (end attempt 1, close this session and start tasks/faulty.md)');
    expect(stage.text()).toContain('was stopped: 1 unfinished and 2 not begun');
    expect(stage.runner.started).toEqual([]);
  });
});

describe('a state that could not be used', () => {
  it('is told first, and the session waits', async () => {
    const disk = await left([]);
    const restored = { movedTo: 'state.json.corrupt-1', reason: 'it is not JSON', from: 'copy' } as const;
    disk.kept.loaded = { ...disk.kept.loaded, restored };
    const stage = createStage({ disk, lines: [] });
    expect(await stage.run()).toBe(130);
    expect(stage.text()).toContain('⚠️ The saved state could not be used: it is not JSON');
    expect(stage.text()).toContain('It was moved to state.json.corrupt-1.');
    expect(stage.text()).toContain('Paused. Waiting for you: Task 1/3');
  });
});

describe('a disk that is full', () => {
  it('changes nothing, says so and asks again', async () => {
    const stage = createStage({ script: { 1: [done] } });
    const code = stage.run();
    await stage.printed('help');
    stage.store.failing = 1;
    stage.input.write('approve\n');
    await stage.printed('nothing was changed: ENOSPC');
    expect(stage.runner.started).toEqual([]);
    stage.input.end('approve\nstop\n');
    expect(await code).toBe(1);
    expect(stage.runner.started).toHaveLength(1);
  });
});

describe('an output that is closed', () => {
  it('ends nothing', async () => {
    const stage = createStage({ script: { 1: [done], 2: [done], 3: [done] }, lines: [] });
    stage.output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await stage.run({ yes: true })).toBe(0);
  });
});
