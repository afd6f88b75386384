import { expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { say } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages } from '../helpers/stage.ts';

const createStage = createStages();

it('an attempt is completed when the program stays after its result, and the program is ended', async () => {
  const stage = await createStage({
    script: () => say('unused'),
    tasks: taskFile({ title: 'Only one' }),
    command: fileURLToPath(new URL('../fixtures/programs/stays-after-result.sh', import.meta.url)),
  });
  const program = stage.greenlight('run', 'list.md', '--yes');
  await program.see('Done, but I stay.');
  expect(await program.ended).toBe(0);
});
