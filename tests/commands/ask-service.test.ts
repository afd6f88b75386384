import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { askService } from '../../src/commands/ask-service.ts';
import { waitingGate } from '../../src/core/session/index.ts';
import { serviceAddress } from '../../src/commands/service-address.ts';
import { asksLive, npmInstall, whichDatabase } from '../helpers/asking-fakes.ts';
import { running } from '../adapters/webhook/ask-stage.ts';
import { openWebhook, SECRET, TODAY } from '../adapters/webhook/stage.ts';
import { useFolders } from '../config/folder-of.ts';
import { freePort } from '../helpers/n8n/free-port.ts';
import { useServers } from './local-server.ts';

const FIXTURES = new URL('../fixtures/shell/', import.meta.url);

const folderOf = useFolders();
const startServer = useServers();

/** Exit code and everything printed. */
type Asked = readonly [code: number, printed: string];

async function asked(config: string, words: readonly string[], json: boolean, gate?: string): Promise<Asked> {
  const lines: string[] = [];
  const code = await askService(
    { words, json, gate },
    {
      ...{ cwd: await folderOf({ 'config.yaml': config }), env: {}, input: new PassThrough() },
      output: process.stdout,
      print: (line) => lines.push(line),
    },
  );
  return [code, lines.join('\n')];
}

const configOf = (port: number, more = ''): string =>
  `server: { port: ${port} }\nwebhooks:\n  secret: ${SECRET}\n${more}`;

/** The same, once for people and once for scripts. */
async function bothWays(config: string): Promise<readonly [text: Asked, json: Asked]> {
  return [await asked(config, ['status'], false), await asked(config, ['status'], true)];
}

/** What a script is told of a failure, beside the sentence for people. */
async function expectFailure(config: string, code: string, message: RegExp): Promise<void> {
  const [[textExit, text], [jsonExit, json]] = await bothWays(config);
  expect([textExit, jsonExit]).toEqual([1, 1]);
  const body = JSON.parse(json) as Record<string, unknown>;
  expect(body).toEqual({ status: 'error', code, message: expect.stringMatching(message) });
  expect(text).toBe(`❌ ${String(body['message'])}`);
}

/** (What is signed bears the time of this machine.) */
const clock = {
  now: () => new Date().toISOString(),
  localStamp: () => '20261121-093015',
  wait: async () => {},
};

describe('asking a service that does not answer', () => {
  it('because none runs', async () => {
    const port = await freePort();
    const sentence = `^No answer from the service at http://127\\.0\\.0\\.1:${port} \\(ECONNREFUSED\\)\\. Is it running\\? greenlight serve$`;
    await expectFailure(configOf(port), 'no_service', new RegExp(sentence));
  });

  it('because none is configured', async () => {
    await expectFailure('', 'no_receiver', /^The service cannot be asked: set `webhooks\.secret` in config/);
    await expectFailure(
      configOf(5_000, 'heartbeat: {}').replace('port:', 'enabled: false, port:'),
      'no_receiver',
      /^The service cannot be asked/,
    );
  });

  it('because the configuration has a fault', async () => {
    const [[textExit, text], [jsonExit, json]] = await bothWays('webhooks:\n  secret: short\n');
    expect([textExit, jsonExit]).toEqual([2, 2]);
    expect(text).toMatch(/^config\.yaml:2:11: webhooks\.secret: found a value that is not shown here, /);
    expect(JSON.parse(json)).toEqual({ status: 'error', code: 'bad_config', message: text });
  });

  it('but goes away in the middle', async () => {
    const port = await startServer((request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"status":"ok"');
      setImmediate(() => request.socket.destroy());
    });
    await expectFailure(configOf(port), 'no_answer', /Whether it did what was asked: greenlight status$/);
  });
});

describe('an answer that is none of the service', () => {
  it.each([
    ['a page', 200, '<!doctype html><p>Hello</p>'],
    ['nothing', 200, ''],
    ['JSON of another kind', 200, '{"status":"up","version":"1"}'],
    ['no object', 200, '"ok"'],
    ['half of it', 200, '{"status":"ok","mess'],
    ['a proxy that finds nobody', 502, 'Bad Gateway'],
    ['another login', 401, 'Unauthorized'],
  ])('is told as such: %s', async (_, status, body) => {
    const port = await startServer((_request, response) => response.writeHead(status).end(body));
    const sentence = `^What answers at http://127\\.0\\.0\\.1:${port} \\(status ${status}\\) is not Greenlight: `;
    await expectFailure(configOf(port), 'bad_answer', new RegExp(sentence));
  });

  it('is not looked for elsewhere', async () => {
    const elsewhere: unknown[] = [];
    const other = await startServer((request, response) => {
      elsewhere.push(request.url);
      response.end('{"status":"ok","message":"Done."}');
    });
    const port = await startServer((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${other}/` }).end(),
    );
    await expectFailure(configOf(port), 'bad_answer', /\(status 307\)/);
    expect(elsewhere).toEqual([]);
  });
});

describe('a service', () => {
  it('with another secret is told as such', async () => {
    const { port } = await openWebhook({ receiver: { secret: 'another-0123456789', clock } });
    const sentence = `^The service at http://127\\.0\\.0\\.1:${port} has another \`webhooks\\.secret\` than this`;
    await expectFailure(configOf(port), 'wrong_secret', new RegExp(sentence));
  });

  it.each(['optional', 'required'] as const)('does what is asked, with signatures %s', async (signature) => {
    const { port, service } = await openWebhook({ receiver: { signature, clock } });
    const config = configOf(port, `  signature: ${signature}\n`);
    expect(await asked(config, ['start', '2026-11-21-tasks.md'], false)).toEqual([
      0,
      'Started. Waiting for a decision: task 1 of 3.',
    ]);
    const [code, printed] = await asked(config, ['status'], true);
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({ status: 'ok', state: { task: 1, gate: { kind: 'start' } } });
    expect(service.read()).toMatchObject({ state: 'open' });
  });

  it('that waits says with its status how to go on', async () => {
    const webhook = await openWebhook({ receiver: { clock } });
    const { port, service } = webhook;
    await webhook.post('start', { file: TODAY });
    const session = service.read();
    const gate = session.state === 'open' ? waitingGate(session)?.id : undefined;
    const [code, printed] = await asked(configOf(port), ['status'], false);
    expect(code).toBe(0);
    expect(printed.split('\n')).toEqual([
      expect.stringMatching(/^Waiting for you: Task 1/),
      'Why: Nothing runs before you say so.',
      'What can be done:',
      `  greenlight approve --gate ${gate}`,
      `  greenlight skip --gate ${gate}`,
      '  greenlight stop',
    ]);
  });

  it('that refuses says why, and the exit code tells it', async () => {
    const { port } = await openWebhook({ receiver: { clock } });
    const [text, json] = [
      await asked(configOf(port), ['approve'], false),
      await asked(configOf(port), ['approve'], true),
    ];
    expect(text).toEqual([1, expect.stringMatching(/^⚠️ \S/)]);
    expect([json[0], JSON.parse(json[1])]).toEqual([
      1,
      expect.objectContaining({ status: 'error', code: 'no_session' }),
    ]);
  });

  it('shows what Claude asks, and takes the answer, as the page on permissions shows it', async () => {
    const webhook = await running({ receiver: { clock } });
    const live = await asksLive(webhook, npmInstall);
    const config = configOf(webhook.port);
    const [, status] = await asked(config, ['status'], false);
    const [, allowed] = await asked(config, ['allow', 'task'], false, live.gate);
    const session = ['$ greenlight status', status, `$ greenlight allow --gate ${live.gate} task`, allowed];
    expect(`${session.join('\n')}\n`).toBe(await readFile(new URL('asks.txt', FIXTURES), 'utf8'));
  });

  it('gives advice that a shell can follow', async () => {
    const webhook = await running({ receiver: { clock } });
    const config = configOf(webhook.port);
    const told = async (words: readonly string[], gate?: string): Promise<string> =>
      (await asked(config, words, false, gate))[1];
    expect(await told(['stop'])).toMatch(/ is running\. To end it: "greenlight stop confirm"\. Running: /);
    expect(await told(['deny'], 'nope')).toMatch(
      /^⚠️ No such gate waits, .* What waits: "greenlight status"\./,
    );
    const first = await asksLive(webhook, npmInstall);
    await asksLive(webhook, { ...npmInstall, id: 'toolu_9' });
    expect(await told(['allow'])).toMatch(
      / Say with --gate which one is meant; "greenlight status" shows them\./,
    );
    expect(await told(['allow'], first.gate)).toMatch(/^Allowed\./);
  });

  it('says how several questions are answered from a shell', async () => {
    const webhook = await running({ receiver: { clock } });
    const [question] = whichDatabase.input['questions'] as readonly object[];
    const questions = [question, { ...question, question: 'And which cache?' }];
    await asksLive(webhook, { ...whichDatabase, input: { questions } });
    expect((await asked(configOf(webhook.port), ['answer', '1'], false))[1]).toMatch(
      / Answer in words: "greenlight answer 'SQLite; tables and views'"\./,
    );
  });

  it('gets no secret, whoever it is, and its words do nothing to a terminal', async () => {
    const heard: string[] = [];
    const port = await startServer((request, response) => {
      heard.push(JSON.stringify(request.headers));
      request.on('data', (chunk: Buffer) => heard.push(chunk.toString()));
      request.on('end', () =>
        response.end(JSON.stringify({ status: 'ok', message: 'Done\u001b[2J\u202e.' })),
      );
    });
    expect(await asked(configOf(port), ['pause'], false)).toEqual([0, 'Done.']);
    expect(heard.join('\n')).toMatch(/x-signature.*\n.*"command":"\/pause"/);
    expect(heard.join('\n')).not.toContain(SECRET);
  });
});

it.each([
  ['127.0.0.1', 'http://127.0.0.1:5000'],
  ['0.0.0.0', 'http://127.0.0.1:5000'],
  ['::', 'http://[::1]:5000'],
  ['::1', 'http://[::1]:5000'],
  ['localhost', 'http://localhost:5000'],
])('a service that listens on %s is asked at %s', (host, address) => {
  expect(serviceAddress({ host, port: 5_000, metrics: 'loopback', trustProxy: false })).toBe(address);
});
