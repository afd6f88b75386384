import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { say } from '../../src/demo/model-script.ts';
import { freePort } from '../helpers/n8n/free-port.ts';
import { serving } from '../helpers/n8n/serving.ts';
import type { Program } from '../helpers/program.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages } from '../helpers/stage.ts';

const SECRET = '5ecre7-0f-7he-h77p-7e575';
const createStage = createStages();
/** Enough of them that reading and storing the list takes longer than the signal. */
const tasks = taskFile(...Array.from({ length: 300 }, (_, n) => ({ title: `Task ${n}` })));

/** Far longer than closing takes, and shorter than the receiver's patience with a client that is silent (30 s). */
const PROMPT_MS = 25_000;

const call = (name: string, body: object): string => {
  const text = JSON.stringify(body);
  return `${head(name)}content-length: ${text.length}\r\n\r\n${text}`;
};

const head = (name: string): string =>
  `POST /webhook/${name} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-webhook-secret: ${SECRET}\r\n`;

interface Client {
  readonly socket: Socket;
  /** Everything that it was answered, once the connection is closed. */
  readonly answered: Promise<string>;
}

async function client(port: number, text: string): Promise<Client> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('error', () => undefined);
  const answered = once(socket, 'close').then(() => heard);
  await once(socket, 'connect');
  socket.write(text);
  return { socket, answered };
}

async function service(server: (port: number) => string): Promise<{ port: number; program: Program }> {
  const port = await freePort();
  const config = `server: ${server(port)}\nwebhooks: { secret: ${SECRET} }\n`;
  const stage = await createStage({ script: () => say('Done.'), tasks, config });
  return { port, program: await serving(stage, port) };
}

describe('a signal while clients hold their connections', () => {
  async function endsWith(signal: NodeJS.Signals): Promise<void> {
    const { port, program } = await service((own) => `{ port: ${own} }`);
    const silent = await client(port, '');
    const sending = await client(port, `${head('approve')}content-length: 1000\r\n\r\n{"actor":`);
    const idle = await client(port, call('status', {}));
    await once(idle.socket, 'data');
    // The second call was read together with the first: it is in hand when the first is answered.
    const waiting = await client(port, call('status', {}) + call('start', { file: 'list.md' }));
    await once(waiting.socket, 'data');
    program.kill(signal);

    expect(await program.ended).toBe(0);
    expect(await silent.answered).toBe('');
    expect(await sending.answered).toBe('');
    expect(await idle.answered).toMatch(/"status":"idle"/);
    const [, , last = ''] = (await waiting.answered).split(/HTTP\/1\.1 /);
    expect(last).toMatch(/^200 OK\r\n/);
    const [, body = ''] = last.split('\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ status: 'ok', state: { task: 1, total: 300 } });
    expect(program.output()).toContain('⏸️ The service ends.');
    expect(program.output()).not.toMatch(/❌|⚠️/);
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: the call in hand gets its whole answer, the others are cut off, and it ends with 0',
    endsWith,
    PROMPT_MS,
  );
});

it('a service that other machines reach says at its start what that means', async () => {
  const { port, program } = await service((own) => `{ host: 0.0.0.0, port: ${own} }`);
  await program.see(`✅ webhook: listens on http://0.0.0.0:${port}`);
  await program.see('⚠️ webhook: it can be reached from other machines');
  await program.see('put HTTPS in front (docs/http.md) and say so with `server.trust_proxy: true`');
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});
