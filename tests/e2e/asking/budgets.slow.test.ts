import { expect, it } from '@jest/globals';
import { bash, say, type ModelScript } from '../../../src/demo/model-script.ts';
import { taskFile } from '../../helpers/project.ts';
import { until } from '../../helpers/until.ts';
import { createAskingStages } from './asking-stage.ts';

const createStage = createAskingStages();
const three = taskFile({ title: 'First' }, { title: 'Second' }, { title: 'Third' });
const ALL = { count: 'all' };

it('what a session may cost is spent: the next task asks, and each after it', async () => {
  const stage = await createStage({
    ...{ tasks: three, permissions: 'skip', script: () => say('Done.') },
    config: 'budget: { session_usd: 0.01 }',
  });
  await stage.serve();
  await stage.say('start', { file: 'list.md' });
  await stage.say('approve', ALL);
  // It is reached in the middle of the first task.
  const first = await stage.gate('failure');
  await stage.say('retry');
  const second = await stage.gate('start', first);
  expect(second).toMatchObject({ task: 2, budget: { of: 'session', limit_usd: 0.01 } });
  expect(second.budget?.spent_usd).toBeGreaterThan(0.01);
  await stage.say('approve', { gate: second.id });
  const third = await stage.gate('start', second);
  expect(third).toMatchObject({ task: 3, budget: { of: 'session' } });
  await stage.say('approve');
  await stage.completed();
});

it('what a day may cost is spent, over a restart and another session', async () => {
  const stage = await createStage({
    ...{ tasks: three, permissions: 'skip', script: () => say('Done.') },
    config: 'budget: { day_usd: 0.01 }',
  });
  const service = await stage.begin();
  await stage.gate('failure');
  await stage.say('skip');
  const second = await stage.gate('start');
  expect(second).toMatchObject({ task: 2, budget: { of: 'day', limit_usd: 0.01 } });
  service.kill('SIGKILL');
  await service.ended;
  await stage.serve();
  expect(await stage.gate('start')).toEqual(second);
  await stage.say('stop');
  await stage.say('start', { file: 'list.md' });
  const begin = await stage.gate('start', second);
  await stage.say('approve', ALL);
  const next = await stage.gate('start', begin);
  expect(next).toMatchObject({ task: 2, budget: { of: 'day', limit_usd: 0.01 } });
});

it('a task that has used up its budget is ended, and gets it again when a person says so', async () => {
  const works: ModelScript = ({ turnsInAll }) => (turnsInAll < 3 ? bash(`echo ${turnsInAll}`) : say('Done.'));
  const stage = await createStage({
    ...{ permissions: 'skip', script: works },
    tasks: taskFile({ title: 'First', fields: '**Budget:** $0.02' }),
  });
  await stage.begin();
  const first = await stage.gate('failure');
  const { tasks } = await stage.state();
  expect(tasks[0]).toMatchObject({ status: 'failed' });
  expect(tasks[0]?.cost_usd).toBeGreaterThan(0.02);
  await stage.say('retry', { gate: first.id });
  await until(async () => (await stage.state()).gate?.id !== first.id);
  expect(stage.prompts().length + stage.api.requests.length).toBeGreaterThan(2);
  const again = await until(async () => {
    const { status, gate } = await stage.state();
    return (status === 'completed' || gate !== null) && { status, gate };
  });
  expect(again.status === 'completed' || again.gate?.kind === 'failure').toBe(true);
  expect((await stage.state()).tasks[0]?.cost_usd).toBeGreaterThan(tasks[0]?.cost_usd ?? 0);
});
