import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { say } from '../../src/demo/model-script.ts';
import { openN8nStage, SECRET, violationsOf, type N8nStage } from '../helpers/n8n/n8n-stage.ts';
import { serving } from '../helpers/n8n/serving.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages } from '../helpers/stage.ts';

const createStage = createStages();
let n8n: N8nStage;

beforeAll(async () => {
  n8n = await openN8nStage({ workflows: ['daily-startup', 'error-alert'], everySeconds: 5 });
});
afterAll(() => n8n.close());

/** As `fileForToday` names it. */
const today = (): string => `${new Date().toLocaleDateString('sv')}-tasks.md`;

it('the day begins with its file, and with a message when there is none', async () => {
  const { ann, bots, port } = n8n;
  const stage = await createStage({
    script: () => say('Done.'),
    tasks: taskFile({ title: 'Of another day' }),
    config: `server:\n  port: ${port}\nwebhooks:\n  secret: "${SECRET}"`,
  });
  const { project } = stage;
  const service = await serving(stage, port);
  const { message_id: after } = await ann.sees(/📭 Nothing starts today\. There is no .*-tasks\.md/);
  await expect(project.state()).rejects.toThrow();

  await project.write(`tasks/${today()}`, taskFile({ title: 'Of today' }));
  await ann.sees(/🌅 Started\./, { after });
  expect(JSON.stringify(await project.state())).toContain('Of today');
  expect(violationsOf(bots)).toEqual([]);
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);
});
