import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { openN8nStage, SECRET, violationsOf, type N8nStage } from '../helpers/n8n/n8n-stage.ts';
import { serving } from '../helpers/n8n/serving.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages, type Stage } from '../helpers/stage.ts';
import type { SeenMessage } from '../helpers/telegram/chat-view.ts';
import { until } from '../helpers/until.ts';

const createStage = createStages();
let n8n: N8nStage;

beforeAll(async () => {
  n8n = await openN8nStage({
    workflows: ['telegram-to-orchestrator', 'orchestrator-to-telegram', 'error-alert'],
  });
});
afterEach(() => expect(violationsOf(n8n.bots)).toEqual([]));
afterAll(() => n8n.close());

const script: ModelScript = ({ prompts, turn }) => {
  const title = /: (\w+)\n/.exec(prompts[0] ?? '')?.[1] ?? 'unknown';
  return turn > 0 ? say(`${title} is done.`) : bash(`echo ${title} >>done.txt`);
};

const stageWith = (secret: string): Promise<Stage> =>
  createStage({
    script,
    tasks: taskFile({ title: 'Schema', fields: '**Type:** database' }, { title: 'Page' }),
    config: [
      `server:\n  port: ${n8n.port}`,
      `webhooks:\n  secret: "${secret}"\n  n8n_notify_url: ${n8n.notifyUrl}`,
    ].join('\n'),
  });

it('a session is driven from a phone through n8n, over a crash of the service', async () => {
  const { ann, port } = n8n;
  const stage = await stageWith(SECRET);
  const { project } = stage;
  const before = await serving(stage, port);

  ann.says('/start list.md');
  await ann.sees(/Task 1\/2/);
  ann.taps(/^(Begin|Approve)/);
  await ann.sees(/Schema is done/);
  const { message_id: second } = await ann.sees(/Task 2\/2/);
  expect(await project.read('work/done.txt')).toBe('Schema\n');

  before.kill('SIGKILL');
  await before.ended;
  ann.says('/status');
  // A tap that n8n repeats until the service is back, and one on a gate that is decided by then.
  ann.taps(/^Approve/, { message: second });
  ann.taps(/^Approve/, { message: second });
  const service = await serving(stage, port);
  await ann.sees(/Page is done/);
  await ann.sees(/finished/);
  expect(await project.read('work/done.txt')).toBe('Schema\nPage\n');
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);
});

it('an approval that Telegram delivers five times opens one gate', async () => {
  const { ann, bots, port } = n8n;
  const stage = await stageWith(SECRET);
  const service = await serving(stage, port);
  const { message_id: after } = ann.says('/start list.md');
  await ann.sees(/Task 1\/2/, { after });
  const chat = { id: ann.chat, type: 'private', first_name: 'Ann' } as const;
  for (let time = 1; time <= 5; time += 1) {
    const date = Math.floor(Date.now() / 1000);
    const message = { message_id: 900, date, chat, from: ann.user, text: '/approve' };
    bots.pushUpdate({ update_id: 800_000_000, message });
    await until(() => bots.updatesPending() === 0);
  }
  await ann.sees(/Task 2\/2/, { after });
  const approved = (): number => bots.chat(ann.chat).filter((seen) => isAnswer(seen, after)).length;
  await until(() => approved() === 5);
  expect(await stage.project.state()).toMatchObject({ session: { status: 'waiting_approval' } });
  expect(await stage.project.read('work/done.txt')).toBe('Schema\n');
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);
});

const isAnswer = ({ message_id, text }: SeenMessage, after: number): boolean =>
  message_id > after && text.startsWith('Approved. Running: task 1 of 2');

it('a wrong secret in n8n is told, and changes nothing', async () => {
  const { ann, bots, port } = n8n;
  const after = bots.chat(ann.chat).at(-1)?.message_id ?? 0;
  const stage = await stageWith('another secret than in n8n');
  const service = await serving(stage, port);
  ann.says('/start list.md');
  await ann.sees(/secret is not the one of webhooks\.secret/, { after });
  const health = await fetch(`http://127.0.0.1:${port}/webhook/status`, {
    method: 'POST',
    headers: { 'x-webhook-secret': 'another secret than in n8n' },
  });
  expect(await health.json()).toMatchObject({ status: 'idle' });
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);
});
