import { expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { processesWith } from '../helpers/processes.ts';
import { startProgram } from '../helpers/program.ts';
import { taskFile } from '../helpers/project.ts';
import { createTelegramStages } from '../helpers/telegram-stage.ts';
import { until } from '../helpers/until.ts';

const createStage = createTelegramStages();

const script: ModelScript = ({ turn }) =>
  turn === 0 ? bash('env >seen-by-the-tool; until [ -e go ]; do sleep 0.1; done; env') : say('Done.');

/** Every file below the folder, by its name, as text. */
async function filesBelow(folder: string): Promise<readonly (readonly [name: string, text: string])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const));
}

const ofProcess = (pid: number, what: 'environ' | 'cmdline' | 'comm'): Promise<string> =>
  readFile(`/proc/${pid}/${what}`, 'latin1').catch(() => '');

it('the token and the address of the heartbeat are found nowhere', async () => {
  const beats = createServer((_, response) => response.writeHead(500).end())
    .listen(0, '127.0.0.1')
    .unref();
  await once(beats, 'listening');
  const url = `http://127.0.0.1:${(beats.address() as AddressInfo).port}/ping/5ecre7-0f-7he-m0ni70r`;
  const stage = await createStage({
    script,
    tasks: taskFile({ title: 'First' }, { title: 'Second' }),
    config: 'heartbeat: { url: "${BEAT}", every: 1s }\nlogging: { level: debug }\n',
  });
  const { bots, ann, project } = stage;
  const { token } = bots;
  const secrets = [token, token.split(':')[1] ?? token, url, '5ecre7-0f-7he-m0ni70r'];
  const config = await project.read('config.yaml');
  await project.write('config.yaml', config.replace(token, '${TELEGRAM_BOT_TOKEN}'));
  await project.write('.env', `BEAT=${url}\n`);
  // (A name that an attempt may see, with a value that it may not.)
  const env = {
    ...stage.env,
    TELEGRAM_BOT_TOKEN: token,
    LC_LINK: `https://api.telegram.org/bot${token}/getMe`,
  };

  // A day with everything that makes a program talk: refusals, outages, a monitor that is ill.
  const service = startProgram(['serve'], { cwd: project.root, env });
  await service.see('telegram: @');
  for (const words of [token, url]) {
    ann.says(`/start ${words}`);
    await ann.sees(/Nothing was started: .*\[redacted\]/, { since: bots.revision() });
  }
  ann.says('/start list.md');
  await ann.sees(/Task 1\/2/);
  bots.fault({ method: 'sendMessage', error_code: 500 });
  bots.fault({ method: 'editMessageText', drop: 'before' });
  await ann.taps('Begin').answered;
  await until(
    async () => (await readFile(join(project.directory, 'seen-by-the-tool'), 'utf8').catch(() => '')) !== '',
  );
  bots.outage(true);
  await service.see('Telegram cannot be reached');

  const attempt = processesWith('GREENLIGHT_ATTEMPT=', `HOME=${project.home}`);
  expect(attempt.length).toBeGreaterThan(1);
  const shown = await Promise.all([
    ...attempt.map((pid) => ofProcess(pid, 'environ')),
    ...[...attempt, service.pid].flatMap((pid) => [ofProcess(pid, 'cmdline'), ofProcess(pid, 'comm')]),
  ]);

  bots.outage(false);
  await service.see('telegram: @');
  await writeFile(join(project.directory, 'go'), '');
  await ann.sees(/⏸️ Task 2\/2/);
  await ann.taps('Approve').answered;
  await ann.sees(/is finished/);
  ann.says('/logs');
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);

  const places = [
    ...shown.map((text) => ['a process', text] as const),
    ['what was printed', service.output()],
    ...bots
      .chat(ann.chat)
      .filter(({ from }) => from === 'bot')
      .map((message) => ['a message', JSON.stringify(message)] as const),
    ...(await filesBelow(project.root)).filter(([name]) => name !== join(project.root, '.env')),
  ] as const;
  const log = places.find(([name]) => /logs\/\d{4}-\d\d-\d\d\.log$/.test(name))?.[1];
  expect(log).toMatch(/heartbeat was not taken/);
  expect(log).toMatch(/not delivered yet/);
  expect(log).toMatch(/Network request for 'getUpdates' failed/);
  for (const secret of secrets) {
    expect(places.filter(([, text]) => text.includes(secret)).map(([name]) => name)).toEqual([]);
  }
});
