import { describe, expect, it } from '@jest/globals';
import { ann, completed, limited } from '../helpers/session-play.ts';
import { askIn, askingOn, askingStage, deferredIn, gatesIn, pass, wants, WAIT_MS } from './asking.ts';
import { deferred as gate, now, quiet, toldTypes, type Stage, type StageOptions } from './stage.ts';

const DEFER = { decision: 'defer' };
const ALLOW = { decision: 'allow' };
const allow = { type: 'allow' } as const;
/** The first attempt waited for its call as long as it could, and has ended. */
async function deferred(options: StageOptions = {}): Promise<Stage> {
  const stage = await askingStage(options);
  const asked = wants(stage);
  await asked.now();
  await pass(stage.disk, WAIT_MS);
  expect(await asked.now()).toEqual(DEFER);
  stage.runner.end(1, deferredIn());
  await quiet();
  return stage;
}

describe('a call that nobody answers', () => {
  it('is put off when the wait is over, not before', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    await pass(stage.disk, WAIT_MS - 1);
    expect(await asked.now()).toBe('waits');
    await pass(stage.disk, 1);
    expect(await asked.now()).toEqual(DEFER);
    expect(gatesIn(stage)).toHaveLength(1);
  });

  it.each([undefined, true])('is put off unless another one follows it (last: %p)', async (isLast) => {
    const stage = await askingStage();
    const asked = wants(stage, { isLast });
    await asked.now();
    await pass(stage.disk, WAIT_MS);
    expect(await asked.now()).toEqual(DEFER);
  });

  it.each([[[]], [['pause']]] as const)('is refused where another one follows it (%p)', async (first) => {
    const stage = await askingStage();
    const asked = wants(stage, { isLast: false });
    await asked.now();
    for (const type of first) await stage.ask({ type });
    await pass(stage.disk, WAIT_MS);
    expect(await asked.now()).toMatchObject({ decision: 'deny', reason: expect.stringContaining('alone') });
    expect(gatesIn(stage)).toEqual([]);
    expect(stage.disk.told.at(-1)).toMatchObject({
      ...{ type: 'gate-decided', decision: 'deny', by: { channel: 'greenlight' } },
    });
    // Nobody else said no: asked again, it is told in the same words.
    const again = wants(stage, { isLast: false, name: 'hook-2' });
    expect(await again.now()).toEqual(await asked.reply);
  });

  it('is not refused over an answer that comes in the last moment', async () => {
    const saving = gate();
    let slow = false;
    const stage = await askingStage({
      deps: ({ store }) => ({
        store: { ...store, save: async (state) => (slow && (await saving.promise), store.save(state)) },
      }),
    });
    const asked = wants(stage, { isLast: false });
    await asked.now();
    slow = true;
    const answered = stage.service.request({ by: ann, command: allow });
    await pass(stage.disk, WAIT_MS);
    expect(await asked.now()).toBe('waits');
    saving.resolve();
    expect(await answered).toMatchObject({ ok: true });
    expect(await asked.now()).toEqual(ALLOW);
  });

  it('keeps its gate when the attempt ends in it', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    const { id } = askIn(stage);
    await pass(stage.disk, WAIT_MS);
    await asked.now();
    stage.runner.end(1, deferredIn());
    await quiet();
    expect(askIn(stage)).toMatchObject({ id, epoch: 1, call: { id: 'toolu_1' } });
    expect(askIn(stage).live).toBeUndefined();
    expect(now(stage.service.read())).toBe('gate ask 1');
    expect(toldTypes(stage.disk).slice(-2)).toEqual(['attempt-ended', 'ask-kept']);
    expect(await wants(stage, { name: 'hook-2' }).now()).toMatchObject({ decision: 'deny' });
  });
});

describe('a call that an attempt ended in', () => {
  it.each([
    [allow, ALLOW],
    [
      { type: 'deny', words: 'No.' },
      { decision: 'deny', reason: 'The operator did not allow this: No.' },
    ],
  ] as const)('gets its answer (%p) in an attempt that goes on with it', async (command, reply) => {
    const stage = await deferred();
    const { id } = askIn(stage);
    await stage.ask(command);
    expect(now(stage.service.read())).toBe('run 2');
    expect(stage.runner.started.at(-1)).toMatchObject({
      ...{ prompt: '', attempt: { epoch: 2, continues: 1, answers: id } },
    });
    expect(await wants(stage, { epoch: 2, name: 'hook-2' }).now()).toEqual(reply);
  });

  it('is begun once, also when the process is killed in the middle of it', async () => {
    const stage = await deferred();
    await stage.ask(allow);
    expect(await wants(stage, { epoch: 2, name: 'hook-2' }).now()).toEqual(ALLOW);
    stage.runner.end(2, { kind: 'lost', sentence: 'It vanished.', resumable: true });
    await quiet();
    await stage.ask({ type: 'retry' });
    expect(stage.runner.started.at(-1)?.prompt).not.toBe('');
    expect(await wants(stage, { epoch: 3, name: 'hook-3' }).now()).toMatchObject({
      decision: 'deny',
      reason: expect.stringContaining('begun once'),
    });
  });

  it('still has its answer when a usage limit came before it', async () => {
    const stage = await deferred();
    await stage.ask(allow);
    stage.runner.end(2, limited);
    await quiet();
    await stage.ask({ type: 'retry' });
    expect(now(stage.service.read())).toBe('run 3');
    expect(await wants(stage, { epoch: 3, name: 'hook-3' }).now()).toEqual(ALLOW);
  });

  it('is asked again when the answer never got to it', async () => {
    const stage = await deferred();
    const { id } = askIn(stage);
    await stage.ask(allow);
    stage.runner.end(2, deferredIn());
    await quiet();
    expect(now(stage.service.read())).toBe('gate ask 1');
    expect(askIn(stage).id).not.toBe(id);
  });

  it('goes on at once where it was answered before that was told', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    const { id } = askIn(stage);
    await pass(stage.disk, WAIT_MS);
    expect(await asked.now()).toEqual(DEFER);
    await stage.ask(allow);
    stage.runner.end(1, deferredIn());
    await quiet();
    expect(now(stage.service.read())).toBe('run 2');
    expect(stage.runner.started.at(-1)).toMatchObject({ attempt: { answers: id }, prompt: '' });
    expect(await wants(stage, { epoch: 2, name: 'hook-2' }).now()).toEqual(ALLOW);
  });

  it('is not answered over files that somebody touched: it is asked anew', async () => {
    const stage = await deferred({ care: {} });
    const { id } = askIn(stage);
    stage.disk.repository.write('a.txt', 'by somebody\n');
    expect(await stage.ask({ type: 'allow', gate: id })).toMatchObject({
      rejection: { code: 'tree_moved', paths: ['a.txt'] },
    });
    expect(askIn(stage)).toMatchObject({ renewed: { why: 'moved' }, call: { id: 'toolu_1' } });
    expect(await stage.ask({ type: 'allow', gate: askIn(stage).id })).toMatchObject({ view: { epoch: 2 } });
    expect(await wants(stage, { epoch: 2, name: 'hook-2' }).now()).toEqual(ALLOW);
  });

  it('waits over a pause', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    const { id } = askIn(stage);
    await stage.ask({ type: 'pause' });
    expect(await stage.ask(allow)).toMatchObject({ rejection: { code: 'paused' } });
    await pass(stage.disk, WAIT_MS);
    stage.runner.end(1, deferredIn());
    await quiet();
    await stage.ask({ type: 'resume' });
    expect([now(stage.service.read()), askIn(stage).id]).toEqual(['gate ask 1', id]);
  });

  it('can be left with its task', async () => {
    const stage = await deferred();
    await stage.ask({ type: 'skip' });
    expect(now(stage.service.read())).toBe('gate start 2');
    expect(stage.service.read()).toMatchObject({ answered: [], grants: [] });
  });
});

describe('a call of an attempt that is ended', () => {
  it.each([
    ['stopped', (stage: Stage) => stage.ask({ type: 'stop', confirm: 1 })],
    ['overdue', (stage: Stage) => stage.runner.watchOf(1)?.overdue('timeout')],
    ['done for', (stage: Stage) => stage.runner.end(1, completed)],
  ])('because it is %s is asked about no longer', async (_, end) => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    const { id } = askIn(stage);
    await end(stage);
    await quiet();
    expect(await asked.now()).toMatchObject({ decision: 'deny', reason: expect.stringContaining('over') });
    expect(stage.disk.told.find(({ type }) => type === 'asks-withdrawn')).toMatchObject({ gates: [id] });
    expect(await stage.ask({ type: 'allow', gate: id })).toMatchObject({ ok: false });
  });

  it('does not go on with the attempt that follows', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    stage.runner.end(1, completed);
    await quiet();
    const later = await askingOn({ disk: stage.disk });
    expect(await wants(later, { name: 'hook-1' }).now()).toMatchObject({ decision: 'deny' });
  });
});
