import { describe, expect, it } from '@jest/globals';
import type { Asking } from '../../src/app/ports/asking.ts';
import { askIn, askingStage, gatesIn, keptOn, wants } from './asking.ts';
import { now, quiet, toldTypes } from './stage.ts';

const command = (text: string, id = `toolu_${text}`): Partial<Asking> => ({ id, input: { command: text } });
const ALLOW = { decision: 'allow' };

describe('a call that a rule decides', () => {
  const rules = { allow: ['Bash(npm test:*)'], deny: ['Bash(npm publish:*)'] };

  it.each([
    ['is allowed', command('npm test --watch=false'), ALLOW],
    [
      'is denied, and Claude is told why',
      command('npm publish'),
      { decision: 'deny', reason: expect.stringContaining('npm publish') },
    ],
  ])('%s, and the state knows nothing of it', async (_, asked, reply) => {
    const stage = await askingStage({}, rules);
    const [before, kept] = [stage.service.read(), stage.disk.kept.loaded];
    expect(await wants(stage, asked).now()).toEqual(reply);
    expect(stage.service.read()).toBe(before);
    expect(stage.disk.kept.loaded).toBe(kept);
    expect([stage.disk.calls.size, gatesIn(stage)]).toEqual([0, []]);
  });

  it('is denied to a subagent', async () => {
    const stage = await askingStage({}, rules);
    expect(await wants(stage, { ...command('npm test'), subagent: true }).now()).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('Subagents'),
    });
  });

  it.each([
    ['another attempt', { epoch: 2 }],
    ['another session', { session: '20261121-093016' }],
  ])('is denied to %s', async (_, change) => {
    const stage = await askingStage({}, rules);
    expect(await wants(stage, { ...command('npm test'), ...change }).now()).toMatchObject({
      reason: expect.stringContaining('This attempt is over'),
    });
  });

  it('is denied once the attempt has ended', async () => {
    const stage = await askingStage({}, rules);
    await stage.ask({ type: 'stop', confirm: 1 });
    expect(await wants(stage, command('npm test')).now()).toMatchObject({ decision: 'deny' });
  });

  it('is allowed where everything is', async () => {
    const stage = await askingStage({
      deps: ({ permissions }) => ({ permissions: { ...permissions, asks: false } }),
    });
    expect(await wants(stage, command('rm -rf dist')).now()).toEqual(ALLOW);
  });
});

describe('a call that no rule decides', () => {
  it('waits, is told, and can be looked at', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    expect(await asked.now()).toBe('waits');
    const gate = askIn(stage);
    expect(gate).toMatchObject({
      ...{ task: 1, epoch: 1, live: true },
      call: { id: 'toolu_1', kind: 'permission', tool: 'Bash', detail: 'npm install left-pad' },
    });
    expect(gate.tree).toBeUndefined();
    expect(now(stage.service.read())).toBe('run 1');
    expect(toldTypes(stage.disk).at(-1)).toBe('gate-opened');
    expect(keptOn(stage.disk, 'toolu_1')).toEqual({
      ...{ id: 'toolu_1', tool: 'Bash', digest: gate.call.digest },
      shown: { kind: 'command', command: 'npm install left-pad' },
    });
  });

  it('runs once when it is allowed', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    expect(await stage.ask({ type: 'allow', gate: askIn(stage).id })).toMatchObject({ ok: true });
    expect(await asked.now()).toEqual(ALLOW);
    expect(await wants(stage, { name: 'hook-2' }).now()).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('begun once'),
    });
    expect(await wants(stage, { id: 'toolu_2' }).now()).toBe('waits');
  });

  it('is not run when it is denied, and Claude hears why', async () => {
    const stage = await askingStage();
    const [plain, worded] = [wants(stage), wants(stage, command('rm -rf dist', 'toolu_2'))];
    await quiet();
    const [first, second] = gatesIn(stage);
    await stage.ask({ type: 'deny', gate: first?.id });
    await stage.ask({ type: 'deny', gate: second?.id, words: 'Use npm ci.' });
    expect(await plain.now()).toEqual({ decision: 'deny', reason: 'The operator did not allow this.' });
    expect(await worded.now()).toEqual({
      decision: 'deny',
      reason: 'The operator did not allow this: Use npm ci.',
    });
    expect(await wants(stage, { name: 'hook-2' }).now()).toMatchObject({ decision: 'deny' });
  });

  it('becomes another command', async () => {
    const stage = await askingStage();
    const asked = wants(stage, { input: { command: 'npm install left-pad', timeout: 5 } });
    await asked.now();
    await stage.ask({ type: 'allow', instead: 'npm ci' });
    expect(await asked.now()).toEqual({ decision: 'allow', input: { command: 'npm ci', timeout: 5 } });
  });

  it('does not become a command that a rule denies', async () => {
    const stage = await askingStage({}, { deny: ['Bash(npm publish:*)'] });
    const asked = wants(stage);
    await asked.now();
    await stage.ask({ type: 'allow', instead: 'npm publish' });
    expect(await asked.now()).toMatchObject({ decision: 'deny' });
    expect(stage.disk.audit.map((entry) => entry.command)).not.toContain('use');
  });

  it('passes for the rest of its task when it is allowed for it, and no other does', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    await stage.ask({ type: 'allow', forTask: true });
    expect(await asked.now()).toEqual(ALLOW);
    expect(await wants(stage, { id: 'toolu_2' }).now()).toEqual(ALLOW);
    expect(await wants(stage, command('npm install other')).now()).toBe('waits');
    stage.runner.end(1, { kind: 'completed', asks: false, sentence: 'Done.', resumable: true });
    await quiet();
    await stage.ask({ type: 'approve' });
    expect(now(stage.service.read())).toBe('run 2');
    expect(await wants(stage, { id: 'toolu_3', epoch: 2 }).now()).toBe('waits');
  });

  it('is allowed once where the rest of its task was not what was asked', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    await stage.ask({ type: 'allow', forTask: true, instead: 'npm ci' });
    await asked.now();
    expect(await wants(stage, { id: 'toolu_2' }).now()).toBe('waits');
  });

  it('is asked about with others at once, and each has its own answer', async () => {
    const stage = await askingStage();
    const [one, two] = [wants(stage), wants(stage, command('npm audit fix', 'toolu_2'))];
    await quiet();
    const [first, second] = gatesIn(stage);
    expect(await stage.ask({ type: 'allow' })).toMatchObject({ rejection: { code: 'which_gate' } });
    await stage.ask({ type: 'allow', gate: second?.id });
    expect([await one.now(), await two.now()]).toEqual(['waits', ALLOW]);
    await stage.ask({ type: 'deny', gate: first?.id });
    expect(await one.now()).toMatchObject({ decision: 'deny' });
  });

  it('is not another one under the same id', async () => {
    const stage = await askingStage();
    const [asked, other] = [wants(stage), wants(stage, command('rm -rf /', 'toolu_1'))];
    await asked.now();
    expect(await wants(stage, command('npm run other', 'toolu_1')).now()).toMatchObject({
      reason: expect.stringContaining('not the one'),
    });
    await stage.ask({ type: 'allow' });
    expect(await asked.now()).toEqual(ALLOW);
    expect(await other.now()).toMatchObject({ decision: 'deny' });
    expect(await wants(stage, command('npm run other', 'toolu_1')).now()).toMatchObject({ decision: 'deny' });
  });

  it('shows what it would write, without the secrets in it', async () => {
    const stage = await askingStage(
      { deps: () => ({ redact: (text) => text.replaceAll('s3cret', '***') }) },
      { ask: ['Edit(/src/**)'] },
    );
    const path = '/project/src/a.ts';
    await wants(stage, { tool: 'Write', input: { file_path: path, content: 'const key = "s3cret";' } }).now();
    expect(keptOn(stage.disk, 'toolu_1').shown).toEqual({
      ...{ kind: 'write', path, content: 'const key = "***";' },
    });
    expect(askIn(stage).call).toMatchObject({ tool: 'Write', detail: path });
  });

  it('is what the audit log says was decided about', async () => {
    const stage = await askingStage();
    await wants(stage).now();
    const { id, call } = askIn(stage);
    await stage.ask({ type: 'allow' });
    expect(stage.disk.audit.find((entry) => entry.command === 'allow')).toMatchObject({
      ...{ gate: id, digest: call.digest, reply: 'ok' },
    });
  });
});
