import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { serving } from '../helpers/n8n/serving.ts';
import { until } from '../helpers/until.ts';
import { asked, createStage, gateAt, httpStage, SECRET, tasks, type HttpStage } from './http-stage.ts';

const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0)) await step();
});

const done: ModelScript = () => say('All is done.');
/** Ends when the file `go` is there. */
const patient: ModelScript = ({ turn }) =>
  turn === 0 ? bash('until [ -e go ]; do sleep 0.1; done') : say('All is done.');

const page = ({ port }: HttpStage, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`);

interface Told {
  readonly id: string;
  readonly type: string;
  readonly message: string;
  readonly task: number | null;
}

/** What would be n8n: it keeps what it takes. */
async function startListener(
  answer: () => number = () => 200,
): Promise<{ readonly url: string; readonly told: readonly Told[] }> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const status = answer();
      if (status === 200) told.push(JSON.parse(body) as Told);
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  clean.push(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/greenlight`, told };
}

/** Every file below the folder but the configuration, as text. */
async function textsBelow(folder: string): Promise<readonly (readonly [name: string, text: string])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name !== 'config.yaml')
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const));
}

describe('greenlight serve with the receiver alone', () => {
  it('takes a list from start to result, tells it in order, and leaves the secret nowhere', async () => {
    let calls = 0;
    const listener = await startListener(() => ((calls += 1) === 2 ? 500 : 200));
    const stage = await httpStage(done, {
      webhooks: `  n8n_notify_url: ${listener.url}`,
      config: 'logging: { level: debug }',
    });
    const program = await serving(stage, stage.port);
    await program.see(`✅ webhook: listens on http://127.0.0.1:${stage.port}`);
    const stranger = await fetch(`http://127.0.0.1:${stage.port}/webhook/approve`, {
      method: 'POST',
      headers: { 'x-webhook-secret': 'not-the-secret-at-all' },
    });
    expect(stranger.status).toBe(401);

    const started = await stage.call('command', { command: '/start list.md', request_id: 'day-1' });
    expect(started).toMatchObject({ status: 200, body: { status: 'ok', state: { gate: { task: 1 } } } });
    // (Of a gate that is decided before it could be told nothing is told.)
    const isTold = (task: number): Promise<boolean> =>
      until(() => listener.told.some((told) => told.type === 'gate' && told.task === task));
    const gate = await gateAt(stage, 1);
    await isTold(1);
    const first = await stage.call('approve', { gate, request_id: 'tap-1' });
    expect(first).toMatchObject({ status: 200, body: { status: 'ok' } });
    const second = await gateAt(stage, 2);
    expect((await stage.call('approve', { gate, request_id: 'tap-1' })).body.message).toBe(
      first.body.message,
    );
    expect(await stage.call('approve', { gate })).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    });
    await isTold(2);
    await stage.call('approve', { gate: second });
    const last = await until(async () => {
      const state = await stage.state();
      return state.status === 'completed' && state;
    });
    expect(last.tasks.map(({ status }) => status)).toEqual(['completed', 'completed']);

    await until(() => listener.told.some(({ message }) => message.includes('is finished')));
    expect(listener.told.map(({ type, task }) => `${type} ${task}`)).toEqual([
      ...['info null', 'gate 1', 'info 1', 'success 1'],
      ...['gate 2', 'info 2', 'success 2', 'success null'],
    ]);
    expect(new Set(listener.told.map(({ id }) => id)).size).toBe(8);

    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    const texts = [['printed', program.output()] as const, ...(await textsBelow(stage.project.root))];
    expect(texts.find(([name]) => name.endsWith('webhook-access.log'))?.[1]).toMatch(/approve/);
    expect(texts.filter(([, words]) => words.includes(SECRET)).map(([name]) => name)).toEqual([]);
  });

  it('tells how it is, and what it counted', async () => {
    const stage = await httpStage(done);
    await serving(stage, stage.port);
    await stage.call('command', { command: '/start list.md' });
    const health = await page(stage, '/health');
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({
      ...{ status: 'ok', version: expect.any(String), uptime: expect.any(Number) },
      state: { ok: true, free_bytes: expect.any(Number) },
      logs: { ok: true, free_bytes: expect.any(Number) },
      outbox: { ok: true, depth: 0, age_seconds: 0 },
      channels: { webhook: { ok: true } },
    });
    const metrics = await (await page(stage, '/metrics')).text();
    expect(metrics).toContain('greenlight_gates_waiting 1\n');
    expect(metrics).toContain('greenlight_http_requests_total{path="/webhook/command",status="200"} 1\n');
  });

  it('cannot listen where another program does: it says so and ends with 1', async () => {
    const stage = await httpStage(done);
    const other = createServer().listen(stage.port, '127.0.0.1');
    await once(other, 'listening');
    clean.push(async () => {
      const closed = once(other, 'close');
      other.close();
      await closed;
    });
    const [code, printed] = await asked(stage, 'serve');
    expect(code).toBe(1);
    expect(printed).toContain(
      `❌ webhook: 127.0.0.1:${stage.port} cannot be listened on (another program listens there): end what uses it,`,
    );
    expect(printed).toContain('❌ No channel is left that could be served.');
  });

  it('ends at a signal although n8n takes nothing and an attempt runs; what was not told is kept', async () => {
    const listener = await startListener(() => 500);
    const stage = await httpStage(patient, { webhooks: `  n8n_notify_url: ${listener.url}` });
    const program = await serving(stage, stage.port);
    await stage.call('command', { command: '/start list.md' });
    await stage.call('approve', { gate: await gateAt(stage, 1) });
    await until(async () => (await stage.state()).status === 'running');
    program.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect((await stage.project.state())['outbox']).not.toEqual([]);
  });
});

describe('greenlight beside a running service', () => {
  it('asks it, for people and for scripts', async () => {
    const stage = await httpStage(patient);
    await serving(stage, stage.port);
    expect(await asked(stage, 'approve')).toEqual([1, expect.stringMatching(/^⚠️ \S/)]);
    expect((await asked(stage, 'start', 'list.md'))[0]).toBe(0);

    const [code, printed] = await asked(stage, 'status', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ status: 'ok', state: { gate: { task: 1 }, total: 2 } });
    expect((await asked(stage, 'approve', '--json'))[0]).toBe(0);
    expect((await asked(stage, 'logs'))[0]).toBe(0);

    const [unsure, question] = await asked(stage, 'stop', '--json');
    expect(unsure).toBe(1);
    expect(JSON.parse(question)).toMatchObject({ status: 'error', code: 'confirm_needed' });
    await stage.project.write('work/go', '');
    await gateAt(stage, 2);
    expect(await asked(stage, 'stop')).toEqual([0, expect.not.stringContaining('⚠️')]);
    expect((await stage.state()).status).toBe('stopped');
  });

  it('says that none runs', async () => {
    const stage = await httpStage(done);
    expect(await asked(stage, 'status')).toEqual([
      1,
      `❌ No answer from the service at http://127.0.0.1:${stage.port} (ECONNREFUSED). Is it running? greenlight serve\n`,
    ]);
  });

  it('says what is missing when it cannot ask', async () => {
    const stage = await createStage({ script: done, tasks });
    expect(await asked(stage, 'status')).toEqual([
      1,
      expect.stringContaining('set `webhooks.secret` in config.yaml'),
    ]);
  });
});
