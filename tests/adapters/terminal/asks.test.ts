import { describe, expect, it } from '@jest/globals';
import { waitingGate } from '../../../src/core/session/index.ts';
import { asksLive, npmInstall, type ScriptedCall } from '../../helpers/asking-fakes.ts';
import { until } from '../../helpers/until.ts';
import { expectGolden } from './golden.ts';
import { answered, AT_THE_END, ended, facts, running } from './running.ts';
import { createStage, emptyDisk } from './stage.ts';
import { done, endless, today } from './today.ts';
import { press, type } from './type.ts';

describe('a call of the running attempt', () => {
  it('interrupts what it does, is shown, and answered at the prompt', async () => {
    const run = await answered(npmInstall, ['what', 'allow']);
    expect(await run.live.reply).toEqual({ decision: 'allow' });
    const input = { file_path: '/elsewhere/a.ts', old_string: 'one', new_string: 'two\u001b[2J' };
    const edit: ScriptedCall = { id: 'toolu_3', tool: 'Edit', input };
    const second = await asksLive(run.stage, edit);
    await run.stage.printed('+two');
    type(run.stage, 'd not there');
    expect(await second.reply).toEqual({
      decision: 'deny',
      reason: 'The operator did not allow this: not there',
    });
    await expectGolden('asks', await ended(run));
  });

  it.each([
    ['a', { decision: 'allow' }],
    ['t', { decision: 'allow' }],
    ['allow task', { decision: 'allow' }],
    ['i npm ci', { decision: 'allow', input: { command: 'npm ci' } }],
    ['instead npm ci', { decision: 'allow', input: { command: 'npm ci' } }],
    ['d', { decision: 'deny', reason: 'The operator did not allow this.' }],
    ['deny Use pnpm.', { decision: 'deny', reason: 'The operator did not allow this: Use pnpm.' }],
  ])('is answered by "%s"', async (line, reply) => {
    const run = await answered(npmInstall, [line]);
    expect(await run.live.reply).toEqual(reply);
    await ended(run);
  });

  it('is answered by a key, and shown again for the next', async () => {
    const { stage, code } = await running({ tty: true });
    const live = await asksLive(stage, npmInstall);
    await stage.printed('[a] allow  ');
    expect(stage.text()).toMatch(/\[i\] instead <command>\s+\[d\] deny \[words\]/);
    expect(stage.text()).toContain('[q] stop confirm (ends attempt 1)');
    stage.timers.pass(700);
    stage.input.write('a');
    await until(() => {
      stage.timers.pass(250);
      return stage.service.read().state === 'open' && stage.text().includes('> allow');
    });
    expect(await live.reply).toEqual({ decision: 'allow' });
    stage.interrupts.emit('SIGTERM');
    expect(await code).toBe(143);
  });

  it.each(['a', 't'])('is not answered by a key that was meant for something else: %s', async (key) => {
    const { stage, code } = await running({ tty: true });
    const live = await asksLive(stage, npmInstall);
    await stage.printed('[a] allow  ');
    const before = stage.text().length;
    await press(stage, key);
    stage.timers.pass(300);
    stage.timers.pass(250);
    await press(stage, key);
    stage.timers.pass(700);
    stage.timers.pass(250);
    expect(stage.text().slice(before)).not.toMatch(/> [a-z]/);
    expect(stage.service.read()).toMatchObject({ phase: { asks: [{}] } });
    type(stage, 'deny', { tty: true });
    expect(await live.reply).toMatchObject({ decision: 'deny' });
    stage.interrupts.emit('SIGTERM');
    expect(await code).toBe(143);
  });

  it('that cannot be shown is not offered to be allowed', async () => {
    const run = await running();
    const live = await asksLive(run.stage, npmInstall);
    await run.stage.printed('deny [words]');
    const [key, text] = [...run.stage.callBook.kept][0] ?? ['', ''];
    run.stage.callBook.kept.set(key, text.replace(/"digest":"\w+"/, '"digest":"other"'));
    type(run.stage, 'status');
    await run.stage.printed('Type one of: deny [words], pause');
    type(run.stage, 'deny');
    await live.reply;
    await ended(run);
  });

  it('is shown whole by "details"', async () => {
    const command = Array.from({ length: 50 }, (_, n) => `echo ${n}`).join('\n');
    const run = await answered({ ...npmInstall, input: { command }, shown: undefined }, ['details', 'm']);
    await run.stage.printed('echo 49\n');
    const before = run.stage.text().split('> details')[0] ?? '';
    expect(before).toContain('… 20 more lines; "details" shows all of it.');
    expect(before).not.toContain('echo 30');
    type(run.stage, 'allow');
    await run.live.reply;
    await ended(run);
  });

  it('is withdrawn when its attempt ends', async () => {
    const run = await running();
    await asksLive(run.stage, npmInstall);
    await run.stage.printed('Type one of: allow');
    const text = await ended(run);
    expect(text).toContain('⏭️ No longer asked: the attempt ended.');
  });

  it('waits on when Claude does not, and its answer lets it go on', async () => {
    const { stage, code } = await running({ script: { 1: [endless, done] } });
    const live = await asksLive(stage, npmInstall);
    await stage.printed('Type one of: allow');
    const session = stage.service.read();
    if (session.state !== 'open' || session.phase.name !== 'running') throw new Error('nothing runs');
    const [ask] = session.phase.asks;
    if (!ask) throw new Error('nothing is asked');
    live.hangUp();
    stage.runner.end(1, { ...facts, kind: 'deferred', call: ask.call });
    await stage.printed('Claude does not wait any longer;');
    await stage.printed('deny [words], skip, ');
    type(stage, 'allow');
    await stage.printed('attempt 2, in the conversation of attempt 1');
    await stage.printed(AT_THE_END);
    stage.input.end('approve\n');
    expect(await code).toBe(0);
    expect(stage.runner.started[1]?.attempt).toMatchObject({ answers: live.gate });
  });

  it('leaves nothing lost when it is left by Ctrl-C, and is asked again', async () => {
    const disk = emptyDisk();
    const first = await running({ disk });
    await asksLive(first.stage, npmInstall);
    await first.stage.printed('Type one of: allow');
    first.stage.interrupts.emit('SIGINT');
    expect(await first.code).toBe(130);
    expect(first.stage.text()).toContain('What Claude asks is kept, too');

    const again = createStage({ disk, script: { 1: [endless] }, tasks: today.slice(0, 1), lines: ['c'] });
    expect(await again.run()).toBe(130);
    expect(again.text()).toContain('| npm install left-pad');
    expect(again.runner.started).toEqual([]);
  });

  it('is shown, once, where Claude waited no longer before it was gone on with', async () => {
    const disk = emptyDisk();
    const first = await running({ disk });
    await asksLive(first.stage, npmInstall);
    await first.stage.printed('Type one of: allow');
    first.stage.interrupts.emit('SIGINT');
    expect(await first.code).toBe(130);

    const stage = createStage({ disk, script: { 1: [endless] }, tasks: today.slice(0, 1) });
    const code = stage.run();
    await stage.printed('quit (leave it as it is)');
    const session = stage.service.read();
    if (session.state !== 'open' || session.phase.name !== 'running') throw new Error('nothing runs');
    const [ask] = session.phase.asks;
    if (!ask) throw new Error('nothing is asked');
    stage.runner.end(1, { ...facts, kind: 'deferred', call: ask.call });
    await until(() => waitingGate(stage.service.read()) !== undefined);
    type(stage, 'c');
    await stage.printed('deny [words], skip, ');
    expect(stage.text()).toMatch(/> c\n▶️ Going on with [^]*Claude does not wait any longer;/);
    expect(stage.text().split('| npm install left-pad')).toHaveLength(2);
    stage.interrupts.emit('SIGTERM');
    expect(await code).toBe(143);
  });

  it('is shown and left at once where Ctrl-C had paused the session', async () => {
    const { stage, code } = await running();
    stage.interrupts.emit('SIGINT');
    await stage.printed('Paused by you');
    await asksLive(stage, npmInstall);
    expect(await code).toBe(130);
    expect(stage.text()).toMatch(/\| npm install left-pad[^]*What Claude asks is kept, too/);
  });

  it('is ended with its attempt only when that is said', async () => {
    const { stage, code } = await running();
    await asksLive(stage, npmInstall);
    await stage.printed('Type one of: allow');
    type(stage, 'stop');
    await stage.printed('Type "stop confirm" to end it.');
    type(stage, 'stop confirm');
    expect(await code).toBe(1);
    expect(stage.text()).toContain('was stopped');
  });

  it('waits under a pause until that is over', async () => {
    const { stage, code } = await running();
    const live = await asksLive(stage, npmInstall);
    await stage.printed('Type one of: allow');
    type(stage, 'pause');
    await stage.printed('resume, quit');
    type(stage, 'resume');
    await stage.printed('Resumed by you');
    type(stage, 'allow');
    expect(await live.reply).toEqual({ decision: 'allow' });
    stage.interrupts.emit('SIGTERM');
    expect(await code).toBe(143);
  });

  it('is not answered by --yes: the attempt is left to itself', async () => {
    const stage = createStage({ script: { 1: [endless] }, lines: [] });
    const code = stage.run({ yes: true });
    await stage.printed('now: Edit');
    await asksLive(stage, npmInstall);
    expect(await code).toBe(1);
    expect(stage.text()).toContain('--yes does not answer what Claude asks.');
    expect(stage.text()).toContain('Attempt 1 goes on by itself, and its result is kept.');
    expect(stage.service.read()).toMatchObject({ state: 'open', phase: { name: 'running' } });
  });
});
