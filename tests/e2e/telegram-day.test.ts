import { expect, it } from '@jest/globals';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { createTelegramStages } from '../helpers/telegram-stage.ts';

const createStage = createTelegramStages();

const script: ModelScript = ({ prompts, turn }) => {
  const title = /: (\w+)\n/.exec(prompts[0] ?? '')?.[1] ?? 'unknown';
  return turn > 0 ? say(`${title} is done.`) : bash(`echo ${title} >>done.txt`);
};

it('a day', async () => {
  const stage = await createStage({
    script,
    tasks: taskFile({ title: 'Schema', fields: '**Type:** database' }, { title: 'Page' }),
  });
  const { ann, bots } = stage;
  const service = await stage.serve();
  try {
    ann.says('/start list.md');
    await ann.sees(/Task 1\/2/);
    await ann.taps('Begin').answered;
    await ann.sees(/Schema is done/);
    await ann.sees(/⏸️ Task 2\/2/);
    await ann.taps('Approve').answered;
    await ann.sees(/finished/);
  } finally {
    console.log(bots.transcript(ann.chat), service.output());
  }
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);
});
