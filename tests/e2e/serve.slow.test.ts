import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { say } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages } from '../helpers/stage.ts';
import { createTelegramStages, type TelegramStage } from '../helpers/telegram-stage.ts';
import { until } from '../helpers/until.ts';

const createStage = createTelegramStages();
const createBareStage = createStages();
const one = { script: () => say('Done.'), tasks: taskFile({ title: 'Only one' }) };

/** Changes a word of the configuration. */
async function reconfigure({ project }: TelegramStage, from: string, to: string): Promise<void> {
  await project.write('config.yaml', (await project.read('config.yaml')).replace(from, to));
}

const asAnotherProgram = (
  { bots }: TelegramStage,
  method: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(`${bots.url}/bot${bots.token}/${method}?${new URLSearchParams(params).toString()}`);

describe('greenlight serve does not start', () => {
  it('without a channel: it says what to configure, and offers run', async () => {
    const program = (await createBareStage(one)).greenlight('serve');
    expect(await program.ended).toBe(2);
    expect(program.output()).toMatch(/^❌ No channel is configured\. Set `telegram\.token` and .*\n/);
    expect(program.output()).toContain('greenlight run FILE');
  });

  it('without a chat: it says how to find its id', async () => {
    const program = (await createStage({ ...one, telegram: '' })).greenlight('serve');
    expect(await program.ended).toBe(2);
    expect(program.output()).toMatch(/^❌ telegram: `telegram\.chat_id` is not set: .*`greenlight doctor`/);
  });

  it('without operators in a group: nobody could decide', async () => {
    const stage = await createStage({ ...one, telegram: '  chat_id: -1001234567890' });
    const program = stage.greenlight('serve');
    expect(await program.ended).toBe(2);
    expect(program.output()).toMatch(/^❌ telegram: `telegram\.operators` is empty, .*`greenlight doctor`/);
    expect(stage.bots.requests).toEqual([]);
  });

  it('on a configuration with a fault: every fault is told', async () => {
    const stage = await createStage({ ...one, telegram: '  chat_id: Ann\n  operators: [-5]' });
    const program = stage.greenlight('serve');
    expect(await program.ended).toBe(2);
    expect(program.output()).toMatch(/telegram\.chat_id: .*\n.*telegram\.operators: /);
  });

  it('beside a service that works with the same state', async () => {
    const stage = await createStage(one);
    const first = await stage.serve();
    const second = stage.greenlight('serve');
    expect(await second.ended).toBe(2);
    expect(second.output()).toMatch(`❌ Another Greenlight (process ${first.pid}) works with `);
    stage.ann.says('/help');
    await stage.ann.sees(/\/start/);
    expect(first.output()).not.toContain('⚠️');
  });

  it('over a state that the disk does not give out', async () => {
    const stage = await createStage(one);
    await mkdir(join(stage.project.root, 'state.json'));
    const program = stage.greenlight('serve');
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(
      /^❌ Cannot read .*state\.json \(EISDIR\): it is a folder\. Move it away/m,
    );
  });
});

describe('greenlight serve, when Telegram', () => {
  it('does not know the token: it says so and ends with 1', async () => {
    const stage = await createStage(one);
    await reconfigure(stage, stage.bots.token, '987654321:AAnobodyKnowsThisTokenAnyMore');
    const program = stage.greenlight('serve');
    expect(await program.ended).toBe(1);
    expect(program.output().match(/Telegram does not know the token: .*@BotFather/g)).toHaveLength(1);
    expect(program.output()).toContain('❌ No channel is left');
  });

  it('gives the messages to another program: it says so once, goes on and answers afterwards', async () => {
    const stage = await createStage(one);
    const program = await stage.serve();
    await until(async () => {
      await asAnotherProgram(stage, 'getUpdates');
      return program.output().includes('Another program receives the messages of this bot');
    });
    await program.see('⚠️ telegram: Another program receives the messages of this bot: end it');
    stage.ann.says('/help');
    await stage.ann.sees(/\/start/);
    expect(program.output().match(/Another program/g)).toHaveLength(1);
  });

  it('has a webhook: it says so, and leaves the webhook alone', async () => {
    const stage = await createStage(one);
    await asAnotherProgram(stage, 'setWebhook', { url: 'https://n8n.example/hook' });
    const program = stage.greenlight('serve');
    await program.see('⚠️ telegram: A webhook is set for this bot');
    const info = await (await asAnotherProgram(stage, 'getWebhookInfo')).json();
    expect(info).toMatchObject({ result: { url: 'https://n8n.example/hook' } });
  });

  it('cannot be reached at the start: it says so once, and works as soon as it can', async () => {
    const stage = await createStage(one);
    stage.bots.outage(true);
    const program = stage.greenlight('serve');
    await program.see('⚠️ telegram: Telegram cannot be reached.');
    const { turnedAway } = stage.bots;
    await until(() => turnedAway() > 3);
    stage.ann.says('/start list.md');
    stage.bots.outage(false);
    await program.see('✅ telegram: @emulated_bot answers 1 operator in chat 4711');
    await stage.ann.sees(/Task 1\/1/);
    expect(program.output().match(/cannot be reached/g)).toHaveLength(1);
  });
});

it('a state that cannot be understood is told in the chat and at the machine', async () => {
  const stage = await createStage(one);
  await stage.project.write('state.json', '{ "half');
  const program = stage.greenlight('serve');
  await program.see('⚠️ The saved state could not be used');
  await stage.ann.sees(/The saved state could not be used.*\n.*state\.json\.corrupt-/);
});

describe('the heartbeat', () => {
  it('is called while Telegram is heard, and not before', async () => {
    let calls = 0;
    const monitor = createServer((_, response) => {
      calls += 1;
      response.end();
    })
      .listen(0, '127.0.0.1')
      .unref();
    await until(() => monitor.listening);
    const url = `http://127.0.0.1:${(monitor.address() as AddressInfo).port}/ping/secret`;
    const stage = await createStage({ ...one, config: `heartbeat: { url: "${url}", every: 1s }` });
    stage.bots.outage(true);
    const program = stage.greenlight('serve');
    await program.see('cannot be reached');
    const { turnedAway } = stage.bots;
    const before = turnedAway();
    await until(() => turnedAway() > before + 1);
    expect(calls).toBe(0);
    stage.bots.outage(false);
    await until(() => calls > 2);
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });
});
