import { describe, expect, it } from '@jest/globals';
import { until } from '../../../helpers/until.ts';
import { createFakeProject } from '../fake-project.ts';
import { buttonsOf, createWorkStages, firstDone } from '../work-stage.ts';

const { openWork } = createWorkStages();

describe('the diff', () => {
  it('of a short change is a message, as often as it is asked for, without a sound', async () => {
    const work = await openWork();
    await firstDone(work);
    const result = await work.ann.sees(/^✅ Task 1\/3 done/);
    expect(result.text).toContain('1 file, +1 −0\n+ src/1.ts (+1)');
    for (const after of [result.message_id, result.message_id + 2]) {
      work.ann.taps('Diff', { message: result.message_id });
      const diff = await work.ann.sees(/^📋 Task 1\/3.* attempt 1\n1 file/, { after });
      expect(diff).toMatchObject({ silent: true, text: expect.stringContaining('+export const n = 1;') });
    }
    work.ann.taps('Diff of task 1');
    expect(work.now()).toBe('gate start 2');
  });

  it('of a long change is a document that a tool can apply', async () => {
    const work = await openWork();
    await firstDone(work, { 'long.txt': 'a line\n'.repeat(1_000) });
    work.ann.taps('Diff');
    const { document } = await work.ann.sees((message) => message.document !== undefined);
    expect(document?.name).toBe('task-1-attempt-1.diff');
    expect(document?.content).toMatch(/^diff --git a\/long\.txt/);
    expect(document?.caption).toMatch(/^📋 Task 1\/3.* attempt 1\n1 file/);
  });

  it('of an older attempt is still that attempt’s', async () => {
    const work = await openWork();
    await firstDone(work);
    const result = await work.ann.sees(/^✅ Task 1\/3 done/);
    work.ann.taps('Approve');
    await until(() => work.runner.started.length === 2);
    work.works(2);
    await work.ann.sees(/^⏸️ Task 3\/3/);
    work.ann.says('/diff');
    await work.ann.sees(/attempt 2\n1 file[^]*src\/2\.ts/);
    work.ann.taps('Diff', { message: result.message_id });
    await work.ann.sees(/attempt 1\n1 file[^]*src\/1\.ts/);
    expect(work.now()).toBe('gate start 3');
  });

  it('is of the attempt that is decided about, also after an undo', async () => {
    const work = await openWork();
    await firstDone(work);
    work.ann.taps('Approve');
    await until(() => work.runner.started.length === 2);
    work.works(2);
    await work.ann.sees(/^⏸️ Task 3\/3/);
    work.ann.taps('Undo task 2');
    const gate = await work.ann.sees(/^⏸️ Task 2\/3: .*\nWhy: it was undone/);
    work.ann.says('/diff');
    await work.ann.sees(/^📋 Task 1\/3.* attempt 1\n/, { after: gate.message_id });
  });

  it('is not there before an attempt has ended', async () => {
    const work = await openWork();
    work.ann.says('/diff');
    await work.ann.sees(/^📋 There is no diff yet/);
    await work.started();
    work.ann.taps('Begin');
    const running = await work.ann.sees(/^⚙️ Task 1/);
    work.ann.says('/diff');
    await work.ann.sees(/^📋 There is no diff yet/, { after: running.message_id });
  });
});

describe('a failed verification', () => {
  it('is a gate with what failed, and passes after a retry with words', async () => {
    const project = createFakeProject();
    const facts = { command: 'npm test', durationMs: 1_500, log: 'verify-1.log' };
    project.verifications.push(
      [{ ...facts, passed: false, exitCode: 1, lastLines: ['1 failed <b>'] }],
      [{ ...facts, passed: true, exitCode: 0, lastLines: [] }],
    );
    const tasks = [1, 2].map((number) => ({
      ...{ number, title: `Task number ${number}`, dependsOn: [], instruction: 'Do it.' },
      ...{ acceptanceCriteria: ['it works'], verify: ['npm test'] },
    }));
    const work = await openWork({ tasks, project });
    await work.started();
    expect(work.texts().find((text) => text.includes('Verified afterwards by:\nnpm test'))).toBeDefined();
    work.ann.taps('Begin');
    await until(() => work.runner.started.length === 1);
    work.works(1);
    const card = await work.ann.sees(/^❌ Task 1\/2 verification failed/);
    expect(card.text).toContain(
      'Done when:\n- it works\n✗ npm test: exit code 1 (2 s)\n1 failed <b>\n1 file, +1 −0',
    );
    expect(card).toMatchObject({
      silent: false,
      buttons: [
        ['Retry', 'Skip', 'Stop'],
        ['Undo', 'Diff'],
      ],
    });
    work.ann.says('Mind the empty list.', { reply_to: card.message_id });
    await until(() => work.runner.started.length === 2);
    work.works(2);
    const result = await work.ann.sees(/^✅ Task 1\/2 done/);
    expect(result.text).toContain('✓ npm test (2 s)');
    expect(result.text).toContain('Compared with the attempt before: 1 file, +1 −0');
  });
});

describe('an undo', () => {
  it('takes the task back, says where what stood there is kept, and can be taken back', async () => {
    const work = await openWork();
    const { ann, project } = work;
    const card = await firstDone(work);
    expect((await ann.taps('Undo task 1').answered).text).toBe('⏭️ Undone');
    const undone = await ann.sees(/^⏭️ Task 1\/3: .*: undone/);
    expect(undone).toMatchObject({
      silent: true,
      text: expect.stringMatching(/refs\/greenlight\/20261121-093015\/undo-/),
    });
    expect([...project.files.keys()]).toEqual(['README.md']);
    const gate = await ann.sees(/^⏸️ Task 1\/3: .*\nWhy: it was undone/);
    expect(gate.silent).toBe(false);
    expect(buttonsOf(work, card)).toEqual([]);
    expect((await ann.taps('Redo task 1').answered).text).toBe('▶️ Redone');
    await ann.sees(/^▶️ Task 1\/3: .*: redone/);
    await ann.sees(/^⏸️ Task 2\/3/, { after: gate.message_id });
    expect([...project.files.keys()]).toEqual(['README.md', 'src/1.ts']);
  });

  it('is refused where it would overwrite what others changed, which is listed, and done anyway', async () => {
    const work = await openWork();
    const { ann, project } = work;
    await firstDone(work);
    project.files.set('src/1.ts', 'edited by hand');
    expect((await ann.taps('Undo task 1').answered).text).toMatch(/^⚠️ Others changed files/);
    const card = await ann.sees(/^⚠️ Nothing was undone[^]*\n- src\/1\.ts\n/);
    expect(card.buttons).toEqual([['Undo anyway']]);
    expect(work.now()).toBe('gate start 2');
    ann.says('/undo');
    await ann.sees(/^⚠️ Nothing was undone/, { after: card.message_id });
    ann.taps('Undo anyway', { message: card.message_id });
    await ann.sees(/^⏭️ Task 1\/3: .*: undone/);
    expect([...project.files.keys()]).toEqual(['README.md']);
    await until(() => buttonsOf(work, card.message_id)?.length === 0);
  });

  it('that cannot be done is not called done', async () => {
    const work = await openWork();
    await firstDone(work);
    work.project.obstacle = 'A merge is under way.';
    expect((await work.ann.taps('Undo task 1').answered).text).toMatch(
      /^❌ The files could not be brought back/,
    );
    await work.ann.sees(/\n⚠️ The files could not be brought back: A merge is under way\.\nWhy: /);
    expect(work.now()).toBe('gate start 2');
  });

  it('of an earlier gate changes nothing', async () => {
    const work = await openWork();
    const card = await firstDone(work);
    const data = work.carried('Undo task 1');
    work.ann.taps('Approve');
    await work.ann.sees(/^⚙️ Task 2\/3/);
    expect((await work.ann.tapsData(card, data).answered).text).toMatch(
      /^That was decided already: approved/,
    );
    expect(work.project.files.has('src/1.ts')).toBe(true);
  });
});

describe('files that moved between card and answer', () => {
  it('refuse the tap, which says what moved, and the card is sent anew', async () => {
    const work = await openWork();
    const old = await work.started();
    work.project.files.set('notes.txt', 'by hand');
    expect(await work.ann.taps('Begin').answered).toEqual({
      text: 'That was not used: the files changed since it was asked: notes.txt. Look at it as it is now, then decide.',
      show_alert: true,
    });
    const card = await work.ann.sees(/\n⚠️ The files changed since the last card: notes\.txt\.\nWhy: /);
    expect(card.silent).toBe(false);
    await work.ann.sees(/What it is about changed meanwhile: it is asked again below\.$/);
    expect(buttonsOf(work, old)).toEqual([]);
    expect(work.now()).toBe('gate start 1');
    work.ann.taps('Begin', { message: card.message_id });
    await until(() => work.now() === 'run 1');
  });

  it('refuse a typed command alike', async () => {
    const work = await openWork();
    const old = await work.started();
    work.project.files.set('notes.txt', 'by hand');
    work.ann.says('/approve');
    await work.ann.sees(/^⚠️ That was not used: the files changed since it was asked: notes\.txt/);
    await work.ann.sees(/\n⚠️ The files changed since the last card/);
    await until(() => buttonsOf(work, old)?.length === 0);
  });
});
