import { expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bash, say, type ModelScript } from '../../../src/demo/model-script.ts';
import { until } from '../../helpers/until.ts';
import { createAskingStages, inOrder, ran, run, type AskingStage } from './asking-stage.ts';

const createStage = createAskingStages();

/** Begins, and goes on until the test makes the file `go`. */
const WAIT = 'echo begun >> begun; until [ -e go ]; do sleep 0.1; done; echo finished >> finished';
/** After it was interrupted, the model looks only. */
const waits: ModelScript = ({ prompts, turn }) =>
  prompts.length === 1 && turn === 0 ? bash(WAIT) : say('I looked, and it is done.');
const go = ({ project }: AskingStage): Promise<void> => writeFile(join(project.directory, 'go'), '');

it('the service is killed while a call is asked: the next one asks it still, and it runs once', async () => {
  const stage = await createStage({ script: inOrder(run('one')) });
  const service = await stage.begin();
  const asked = await stage.asks(ran('one'));
  service.kill('SIGKILL');
  await service.ended;
  expect(stage.attempts()).not.toEqual([]);

  await stage.serve();
  expect(await stage.asks(ran('one'))).toEqual(asked);
  expect(await stage.lines('one')).toEqual([]);
  await stage.say('allow', { gate: asked.id });
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
  expect(stage.prompts()).toHaveLength(1);
  expect(await stage.state()).toMatchObject({ tasks: [{ status: 'completed' }] });
});

it('the service is told to end while a call is asked: the attempt asks the next one', async () => {
  const stage = await createStage({ script: inOrder(run('one'), run('two')) });
  const service = await stage.begin();
  const asked = await stage.asks(ran('one'));
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  await stage.serve();
  expect(await stage.asks(ran('one'))).toEqual(asked);
  await stage.say('allow');
  await stage.asks(ran('two'));
  await stage.say('allow');
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
  expect(await stage.lines('two')).toEqual(['ran']);
});

it('the service stays away until the attempt has put the call off: the same gate waits, and it runs once', async () => {
  const stage = await createStage({ script: inOrder(run('one')), wait: '1s' });
  const service = await stage.begin();
  const asked = await stage.asks(ran('one'));
  service.kill('SIGKILL');
  await service.ended;
  await stage.quiet();
  expect(await stage.lines('one')).toEqual([]);

  await stage.serve();
  const kept = await stage.kept(ran('one'));
  expect(kept).toMatchObject({ id: asked.id, call: { shown: true, command: ran('one') } });
  await stage.say('allow', { gate: kept.id });
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
  expect(stage.read()).toMatchObject([{ isError: false }]);
});

it('the service was never there when it asked: a gate opens that shows the call, and it runs once', async () => {
  const stage = await createStage({ script: inOrder(bash(WAIT), run('one')), wait: '1s' });
  const service = await stage.begin();
  await stage.asks('begun');
  await stage.say('allow');
  await until(async () => (await stage.lines('begun')).length === 1);
  service.kill('SIGKILL');
  await service.ended;
  await go(stage);
  await stage.quiet();
  expect(await stage.lines('one')).toEqual([]);

  await stage.serve();
  const kept = await stage.kept(ran('one'));
  expect(kept).toMatchObject({ call: { shown: true, command: ran('one') } });
  await stage.say('allow');
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
  expect(await stage.lines('begun')).toHaveLength(1);
});

it('the attempt is killed while what was allowed runs: it is not run again, and the model is told', async () => {
  const stage = await createStage({ script: waits });
  await stage.begin();
  await stage.asks('begun');
  await stage.say('allow');
  await until(async () => (await stage.lines('begun')).length === 1);
  stage.killAttempts();
  await stage.gate('failure');
  expect(await stage.lines('begun')).toHaveLength(1);

  await go(stage);
  await stage.say('retry');
  await stage.completed();
  await stage.quiet();
  expect(await stage.lines('begun')).toHaveLength(1);
  expect(await stage.lines('finished')).toEqual([]);
  expect(stage.prompts().at(-1)).toContain('this call was executing: Bash echo begun');
});

it('the attempt and the service are killed while what was allowed after hours runs: it ran once', async () => {
  const stage = await createStage({ script: waits, wait: '1s' });
  const service = await stage.begin();
  await stage.kept('begun');
  await stage.say('allow');
  await until(async () => (await stage.lines('begun')).length === 1);
  service.kill('SIGKILL');
  stage.killAttempts();
  await service.ended;

  await stage.serve();
  await stage.gate('failure');
  await go(stage);
  await stage.say('retry');
  await stage.completed();
  await stage.quiet();
  expect(await stage.lines('begun')).toHaveLength(1);
  expect(await stage.lines('finished')).toEqual([]);
  expect(JSON.stringify(stage.api.requests.at(-1)?.body.messages)).toContain('begun once');
});

it('the attempt is killed while it asks: the call is asked no longer, and anew when it is retried', async () => {
  const stage = await createStage({ script: inOrder(run('one')) });
  await stage.begin();
  const asked = await stage.asks(ran('one'));
  stage.killAttempts();
  await stage.gate('failure');
  expect(await stage.refused('allow', { gate: asked.id })).toBe('stale_gate');
  expect(await stage.lines('one')).toEqual([]);
  await stage.say('retry');
  const again = await stage.asks(ran('one'));
  expect(again.id).not.toBe(asked.id);
  await stage.say('allow', { gate: again.id });
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
});

it('the session is stopped while a call is asked: nothing of it runs', async () => {
  const stage = await createStage({ script: inOrder(run('one')) });
  await stage.begin();
  await stage.asks(ran('one'));
  await stage.say('stop', { confirm: true });
  await until(async () => (await stage.state()).status === 'stopped');
  await stage.quiet();
  expect(await stage.lines('one')).toEqual([]);
});
