import { expect, it } from '@jest/globals';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../src/demo/model-script.ts';
import { freePort } from '../helpers/n8n/free-port.ts';
import { serving } from '../helpers/n8n/serving.ts';
import { taskFile } from '../helpers/project.ts';
import { createTelegramStages } from '../helpers/telegram-stage.ts';
import { until } from '../helpers/until.ts';

const createStage = createTelegramStages();

it('the health is bad until Telegram is heard, and while nothing can be stored', async () => {
  const port = await freePort();
  const stage = await createStage({
    ...{ script: () => say('Done.'), tasks: taskFile({ title: 'Only one' }) },
    config: `server: { port: ${port} }\nwebhooks: { secret: 5ecre7-0f-7he-h77p-7e575 }\npaths: { state_file: kept/state.json }\n`,
  });
  const look = async (): Promise<{ readonly status: number; readonly body: unknown }> => {
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    return { status: answer.status, body: await answer.json() };
  };
  const kept = join(stage.project.root, 'kept');
  await mkdir(kept);
  stage.bots.outage(true);
  await serving(stage, port);
  expect(await look()).toMatchObject({
    status: 503,
    body: {
      ...{ status: 'failing', state: { ok: true } },
      channels: { telegram: { ok: false, last_poll: null }, webhook: { ok: true } },
    },
  });

  stage.bots.outage(false);
  await until(async () => (await look()).status === 200);
  expect(await look()).toMatchObject({
    body: { status: 'ok', channels: { telegram: { ok: true, last_poll: expect.stringMatching(/Z$/) } } },
  });

  await rename(kept, `${kept}-away`);
  await writeFile(kept, '');
  expect(await look()).toMatchObject({
    status: 503,
    body: {
      status: 'failing',
      state: { ok: false },
      logs: { ok: true },
      channels: { telegram: { ok: true } },
    },
  });
  await rm(kept);
  await rename(`${kept}-away`, kept);
  expect((await look()).status).toBe(200);
});
