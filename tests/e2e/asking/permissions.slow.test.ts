import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { AuditEntry } from '../../../src/app/project-state.ts';
import { createAskingStages, inOrder, ran, run } from './asking-stage.ts';
import { bash, use } from '../../../src/demo/model-script.ts';

const createStage = createAskingStages();
const LOGS = '../logs';

it('what is allowed while the attempt waits runs once, and the attempt goes on', async () => {
  const stage = await createStage({ script: inOrder(run('one')) });
  await stage.begin();
  const { id, call } = await stage.asks(ran('one'));
  expect(call).toMatchObject({ tool: 'Bash', command: ran('one'), live: true, kind: 'permission' });
  expect(await stage.lines('one')).toEqual([]);
  expect(await stage.state()).toMatchObject({ status: 'waiting_approval', epoch: 1 });
  await stage.say('allow', { gate: id });
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
  expect(stage.read()).toMatchObject([{ isError: false }]);
  expect(stage.prompts()).toHaveLength(1);
  expect(await stage.refused('allow', { gate: id })).not.toBe('');
});

it('what is denied is not run, the model reads why, and the attempt has not failed for it', async () => {
  const stage = await createStage({ script: inOrder(run('one')) });
  await stage.begin();
  await stage.asks(ran('one'));
  await stage.say('deny', { words: 'Write to two instead, please.' });
  await stage.completed();
  expect(await stage.lines('one')).toEqual([]);
  expect(stage.read()).toEqual([
    {
      isError: true,
      text: expect.stringContaining('The operator did not allow this: Write to two instead, please.'),
    },
  ]);
  expect(await stage.state()).toMatchObject({ status: 'completed', tasks: [{ status: 'completed' }] });
});

it.each([
  ['while the attempt waits', '10m', 'asks'],
  ['after it has ended', '1s', 'kept'],
] as const)('another command runs in its stead, and both logs say so (%s)', async (_, wait, waits) => {
  const stage = await createStage({ script: inOrder(run('one')), wait });
  await stage.begin();
  await stage[waits](ran('one'));
  await stage.say('allow', { instead: ran('two') });
  await stage.completed();
  expect(await stage.lines('one')).toEqual([]);
  expect(await stage.lines('two')).toEqual(['ran']);
  const audit = (await stage.lines(join(LOGS, 'audit.jsonl'))).map((line) => JSON.parse(line) as AuditEntry);
  const allowed = audit.find(({ command }) => command === 'allow');
  expect(allowed).toMatchObject({ reply: 'ok', instead: ran('two') });
  const log = await stage.lines(join(LOGS, allowed?.session ?? '', 'task-1-output.log'));
  expect(log.filter((line) => line.startsWith('> Bash') || line.includes('instead'))).toEqual([
    `> Bash: ${ran('one')}`,
    `  run instead: ${ran('two')}`,
  ]);
});

it('another command is not to be had for anything but a command', async () => {
  const stage = await createStage({
    script: inOrder(use('Write', { file_path: '../outside.txt', content: 'out' })),
  });
  await stage.begin();
  const { call } = await stage.asks('outside.txt');
  expect(call).toMatchObject({ tool: 'Write', content: 'out' });
  expect(await stage.refused('allow', { instead: ran('two') })).toBe('instead_not_allowed');
  await expect(stage.project.read('outside.txt')).rejects.toThrow('ENOENT');
  await stage.say('allow');
  await stage.completed();
  expect(await stage.project.read('outside.txt')).toBe('out');
});

it('what is allowed for the task is not asked again in it, and anything else is', async () => {
  const stage = await createStage({ script: inOrder(run('one'), run('one'), run('two'), run('one')) });
  await stage.begin();
  const first = await stage.asks(ran('one'));
  expect(first.call?.for_task).toBe(true);
  await stage.say('allow', { for_task: true });
  const second = await stage.asks(ran('two'));
  expect(await stage.lines('one')).toEqual(['ran', 'ran']);
  await stage.say('deny', { gate: second.id });
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran', 'ran', 'ran']);
  expect(await stage.lines('two')).toEqual([]);
});

it('nobody answers: the attempt ends, the same call is asked on, and its answer lets it go on', async () => {
  const stage = await createStage({ script: inOrder(run('one'), bash('ls')), wait: '1s' });
  await stage.begin();
  const live = await stage.asks(ran('one'));
  const kept = await stage.kept(ran('one'));
  expect(kept).toMatchObject({ id: live.id, call: { live: false, shown: true, command: ran('one') } });
  expect(kept.allowed).toContain('skip');
  expect(await stage.state()).toMatchObject({ status: 'waiting_approval', epoch: null });
  expect(await stage.lines('one')).toEqual([]);
  await stage.say('allow', { gate: live.id });
  const { id } = await stage.asks('ls', live);
  expect(await stage.lines('one')).toEqual(['ran']);
  await stage.say('deny', { gate: id });
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
  expect(stage.read()).toMatchObject([{ isError: false }, { isError: true }]);
  expect(stage.prompts()).toHaveLength(1);
});

it('denied after the attempt has ended, the model reads why', async () => {
  const stage = await createStage({ script: inOrder(run('one')), wait: '1s' });
  await stage.begin();
  await stage.kept(ran('one'));
  await stage.say('deny', { words: 'Too late for that.' });
  await stage.completed();
  expect(await stage.lines('one')).toEqual([]);
  expect(stage.read()).toEqual([{ isError: true, text: expect.stringContaining('Too late for that.') }]);
});

it('skipped after the attempt has ended, nothing of it runs', async () => {
  const stage = await createStage({ script: inOrder(run('one')), wait: '1s' });
  await stage.begin();
  await stage.kept(ran('one'));
  await stage.say('skip');
  expect(await stage.state()).toMatchObject({ tasks: [{ status: 'skipped' }] });
  expect(await stage.lines('one')).toEqual([]);
});
