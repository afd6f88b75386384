import { expect, it } from '@jest/globals';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { initRepository } from '../helpers/git-project.ts';
import { serving } from '../helpers/n8n/serving.ts';
import { until } from '../helpers/until.ts';
import { httpStage, type HttpStage } from './http-stage.ts';

/** The first task is done by this command; a leash would let the second begin. */
async function playedWith(command: string): Promise<HttpStage> {
  const script: ModelScript = ({ turn, prompts }) =>
    turn === 0 ? bash(prompts[0]?.includes('First') ? command : 'echo two > two.txt') : say('All is done.');
  const stage = await httpStage(script);
  await initRepository(stage.project);
  await serving(stage, stage.port);
  await stage.call('start', { file: 'list.md' });
  await stage.call('approve', { count: 'all' });
  await until(async () => (await stage.state()).status !== 'running');
  return stage;
}

it.each([
  [
    'removed its checkpoint',
    'echo one > one.txt; git for-each-ref --format="delete %(refname)" refs/greenlight | git update-ref --stdin',
  ],
  ['made the repository anew', 'echo one > one.txt; rm -rf .git; git init --quiet'],
  ['removed the repository', 'echo one > one.txt; rm -rf .git'],
])('an attempt that %s is not taken for done, and its leash ends', async (_, command) => {
  const stage = await playedWith(command);
  expect(await stage.state()).toMatchObject({
    status: 'waiting_approval',
    gate: {
      kind: 'failure',
      task: 1,
      evidence: { changes: null, trouble: expect.stringContaining('what it changed is not known') },
    },
    tasks: [{ status: 'failed' }, { status: 'pending' }],
  });
});

it('an attempt that removed what Greenlight keeps beside is shown all the same', async () => {
  const stage = await playedWith('echo one > one.txt; rm -rf .git/greenlight');
  expect(await stage.state()).toMatchObject({ status: 'completed' });
  expect((await stage.call('diff', { epoch: 1 })).body).toMatchObject({
    diff: expect.stringContaining('+one'),
  });
});

it('an attempt that moved HEAD says so', async () => {
  const stage = await playedWith('git checkout --quiet -b other; git commit --quiet --allow-empty -m x');
  expect(await stage.state()).toMatchObject({
    gate: {
      kind: 'doubt',
      task: 1,
      evidence: {
        trouble: expect.stringMatching(/^HEAD moved during the attempt, from main at .* to other at/),
      },
    },
  });
});
