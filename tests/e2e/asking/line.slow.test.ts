import { expect, it } from '@jest/globals';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Program } from '../../helpers/program.ts';
import { bash, use } from '../../../src/demo/model-script.ts';
import { until } from '../../helpers/until.ts';
import { createAskingStages, inOrder, ran, run, type AskingStage } from './asking-stage.ts';

const createStage = createAskingStages();
const WAIT = 'echo begun >> begun; until [ -e go ]; do sleep 0.1; done';
const go = ({ project }: AskingStage): Promise<void> => writeFile(join(project.directory, 'go'), '');

/** A stage in whose attempt a call runs that was allowed; what the test does then happens before the next call asks. */
async function between(
  options: { readonly wait?: string } = {},
): Promise<AskingStage & { service: Program }> {
  const stage = await createStage({
    script: inOrder(
      bash(WAIT),
      run('one'),
      use('Write', { file_path: 'two', content: 'two' }),
      use('Read', { file_path: 'begun' }),
    ),
    ...options,
  });
  const service = await stage.begin();
  await stage.asks('begun');
  await stage.say('allow');
  await until(async () => (await stage.lines('begun')).length === 1);
  return { ...stage, service };
}

const ledgerFile = async ({ project }: AskingStage, name: string): Promise<string> => {
  const { session } = (await project.state()) as { session: { session_id: string } };
  return join(project.root, 'logs', session.session_id, 'attempts', '1', name);
};
const addressFile = ({ project }: AskingStage): string => join(project.root, 'logs', '.asking.json');

async function expectNothingRan(stage: AskingStage): Promise<void> {
  expect(await stage.lines('one')).toEqual([]);
  expect(await stage.lines('two')).toEqual([]);
}

/** Each call after the first was refused, also that which only reads. */
async function expectAllRefused(stage: AskingStage): Promise<void> {
  await until(() => stage.read().length === 4).catch(async () => {
    throw new Error(JSON.stringify([stage.read(), await stage.state()], undefined, 1));
  });
  expect(stage.read().map(({ isError }) => isError)).toEqual([false, true, true, true]);
  await expectNothingRan(stage);
}

it('a token that everybody knows: nothing of it runs', async () => {
  const stage = await between();
  const path = await ledgerFile(stage, 'asking.json');
  const asking = JSON.parse(await readFile(path, 'utf8')) as object;
  await expectWrong(stage, path, JSON.stringify({ ...asking, token: '' }));
});

it('a token that is not the one Greenlight finds: nothing of it runs', async () => {
  const stage = await createStage({ script: inOrder(run('one')) });
  const service = await stage.begin();
  const asked = await stage.asks(ran('one'));
  service.kill('SIGKILL');
  await service.ended;
  // The hook that waits has read its own already, and sends that to the next Greenlight.
  const path = await ledgerFile(stage, 'asking.json');
  const asking = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...asking, token: 'another' }));
  await stage.serve();
  await stage.gate('failure');
  expect(await stage.refused('allow', { gate: asked.id })).toBe('stale_gate');
  expect(await stage.lines('one')).toEqual([]);
  expect(stage.read()).toMatchObject([{ isError: true }]);
});

it('a file that tells the hook nothing: nothing of it runs', async () => {
  const stage = await between();
  await expectWrong(stage, await ledgerFile(stage, 'asking.json'), '{"session": ');
});

it('another attempt’s name in it: nothing of it runs', async () => {
  const stage = await between();
  const path = await ledgerFile(stage, 'asking.json');
  const asking = JSON.parse(await readFile(path, 'utf8')) as object;
  await expectWrong(stage, path, JSON.stringify({ ...asking, epoch: 2 }));
});

async function expectWrong(stage: AskingStage, path: string, content: string): Promise<void> {
  await writeFile(path, content);
  await go(stage);
  await expectAllRefused(stage);
}

it('no such file: nothing of it runs', async () => {
  const stage = await between();
  await rm(await ledgerFile(stage, 'asking.json'));
  await go(stage);
  await expectAllRefused(stage);
});

it('somebody else listens where Greenlight is said to be, and allows everything: nothing runs by it', async () => {
  const stage = await between({ wait: '1s' });
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"decision":"allow"}');
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const address = await readFile(addressFile(stage), 'utf8');
    await writeFile(addressFile(stage), JSON.stringify({ port }));
    await go(stage);
    await until(() => asked > 1);
    await expectNothingRan(stage);
    // It was asked of somebody else all the time; now it is asked of Greenlight.
    await writeFile(addressFile(stage), address);
    await stage.asks(ran('one'));
    await expectNothingRan(stage);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

it.each([
  ['removed', (path: string) => rm(path)],
  ['garbled', (path: string) => writeFile(path, '{"port": "none"')],
])(
  'the file that tells where Greenlight is, is %s while a call is asked: it is answered all the same',
  async (_, spoil) => {
    const stage = await createStage({ script: inOrder(run('one')) });
    await stage.begin();
    await stage.asks(ran('one'));
    await spoil(addressFile(stage));
    await stage.say('allow');
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
  },
);

it.each([
  ['removed', (path: string) => rm(path)],
  ['garbled', (path: string) => writeFile(path, '{"port": "none"')],
])(
  'the file that tells where Greenlight is, is %s before a call is asked: it waits for the next Greenlight',
  async (_, spoil) => {
    const stage = await between({ wait: '1s' });
    await spoil(addressFile(stage));
    await go(stage);
    await stage.quiet();
    await expectNothingRan(stage);
    const first = await stage.kept(ran('one'));
    expect(first.call?.shown).toBe(true);
    // What is answered now cannot be told to the attempt, either: it is asked once more.
    await stage.say('allow');
    const second = await stage.gate('ask', first);
    expect(second.call).toMatchObject({ live: false, command: ran('one') });
    await expectNothingRan(stage);
    stage.service.kill('SIGTERM');
    expect(await stage.service.ended).toBe(0);
    await stage.serve();
    await stage.say('allow', { gate: second.id });
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
    expect(await stage.lines('two')).toEqual(['two']);
  },
);

it('a file that the hook cannot make sense of: nothing runs, not even what reads', async () => {
  const stage = await between();
  const path = await ledgerFile(stage, 'asking.json');
  await rm(path);
  await writeFile(path, '');
  await go(stage);
  await expectAllRefused(stage);
});
