import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addressFileIn, readAddress } from '../../../../src/adapters/claude/asking/address-file.ts';
import { createAskServer, type AskServer } from '../../../../src/adapters/claude/asking/ask-server.ts';
import { isProof } from '../../../../src/adapters/claude/asking/proof.ts';
import { PROOF_HEADER, proofOfAsking, textOfReply } from '../../../../src/adapters/claude/asking/wire.ts';
import type { Asking, CallReply } from '../../../../src/app/ports/asking.ts';
import { until } from '../../../helpers/until.ts';
import { linesOf } from '../look.ts';

const TOKEN = 'the-token';
const PATH = '/ask/20261121-093015/1/asking-1';
const CALL = {
  tool_use_id: 'toolu_1',
  tool_name: 'Bash',
  tool_input: { command: 'ls' },
  cwd: '/project',
  transcript_path: '',
};

let logs: string;
let ledger: string;
let server: AskServer;
let asked: Asking[];
let reply: (asking: Asking, gone: AbortSignal) => Promise<CallReply>;
const warnings: string[] = [];

beforeEach(async () => {
  logs = await mkdtemp(join(tmpdir(), 'greenlight-ask-'));
  ledger = join(logs, '20261121-093015/attempts/1');
  await mkdir(ledger, { recursive: true });
  const file = { session: '20261121-093015', epoch: 1, token: TOKEN, address: 'x', waitMs: 1000 };
  await writeFile(join(ledger, 'asking.json'), JSON.stringify(file));
  asked = [];
  warnings.length = 0;
  reply = async () => ({ decision: 'allow' });
  server = createAskServer({
    logsDir: logs,
    desk: {
      ask: (asking, gone) => {
        asked.push(asking);
        return reply(asking, gone);
      },
    },
    clock: { now: () => '2026-11-21T09:30:15.000Z' },
    log: { warn: (message) => void warnings.push(message) },
  });
  await server.start();
});
afterEach(async () => {
  await server.close();
  await rm(logs, { recursive: true });
});

interface Heard {
  readonly status: number;
  readonly body: string;
  readonly proof: unknown;
}

interface Said {
  readonly path?: string;
  readonly body?: Buffer;
  readonly proof?: string;
  readonly method?: string;
  readonly signal?: AbortSignal;
}

function ask(said: Said = {}): Promise<Heard> {
  const { path = PATH, body = Buffer.from(JSON.stringify(CALL)), method = 'POST', signal } = said;
  const headers = { [PROOF_HEADER]: said.proof ?? proofOfAsking(TOKEN, path, body) };
  const port = readAddress(addressFileIn(logs));
  return new Promise((resolve, reject) => {
    const asking = request(
      { host: '127.0.0.1', port, path, method, headers, signal, agent: false },
      (response) => {
        const { statusCode: status = 0 } = response;
        text(response).then(
          (found) => resolve({ status, body: found, proof: response.headers[PROOF_HEADER] }),
          reject,
        );
      },
    );
    asking.on('error', reject).end(method === 'GET' ? undefined : body);
  });
}

describe('the address', () => {
  it('is for the owner only, and goes when nobody listens any more', async () => {
    const path = addressFileIn(logs);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await server.close();
    expect(readAddress(path)).toBeUndefined();
    await server.close();
  });

  it('stays when a later Greenlight has written its own', async () => {
    await writeFile(addressFileIn(logs), '{"port":1}');
    await server.close();
    expect(readAddress(addressFileIn(logs))).toBe(1);
  });
});

describe('a call', () => {
  it('reaches the desk, and its answer comes with a proof', async () => {
    const input = { command: 'ls -l' };
    reply = async () => ({ decision: 'allow', input });
    const { status, body, proof } = await ask();
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ decision: 'allow', input });
    expect(isProof(proof, TOKEN, textOfReply('asking-1', body))).toBe(true);
    expect(isProof(proof, TOKEN, textOfReply('asking-2', body))).toBe(false);
    expect(asked).toMatchObject([
      {
        session: '20261121-093015',
        epoch: 1,
        name: 'asking-1',
        id: 'toolu_1',
        tool: 'Bash',
        input: { command: 'ls' },
        cwd: '/project',
        subagent: false,
        isLast: undefined,
      },
    ]);
  });

  it('is written down with its answer', async () => {
    reply = async () => ({ decision: 'deny', reason: 'no' });
    await ask();
    expect((await linesOf(join(ledger, 'asked.jsonl'))).map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: '2026-11-21T09:30:15.000Z', id: 'toolu_1', tool: 'Bash', decision: 'deny' },
    ]);
    expect((await stat(join(ledger, 'asked.jsonl'))).mode & 0o777).toBe(0o600);
  });

  it('is written down with the command that is run in its place', async () => {
    reply = async () => ({ decision: 'allow', input: { command: 'ls -l' } });
    await ask();
    expect((await linesOf(join(ledger, 'asked.jsonl'))).map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: '2026-11-21T09:30:15.000Z', id: 'toolu_1', tool: 'Bash', decision: 'allow', instead: 'ls -l' },
    ]);
  });

  it('of a subagent is told as such', async () => {
    await ask({ body: Buffer.from(JSON.stringify({ ...CALL, agent_id: 'a' })) });
    expect(asked[0]?.subagent).toBe(true);
  });

  it('is known to be the last of its message once that stands in the conversation', async () => {
    const transcript = join(logs, 'c.jsonl');
    const use = (id: string): string =>
      `${JSON.stringify({ type: 'assistant', message: { id: 'm', content: [{ type: 'tool_use', id }] } })}\n`;
    await writeFile(transcript, '');
    let answer: (reply: CallReply) => void = () => undefined;
    reply = () => new Promise((resolve) => (answer = resolve));
    const heard = ask({ body: Buffer.from(JSON.stringify({ ...CALL, transcript_path: transcript })) });
    const asking = await until(() => asked[0]);
    expect(asking.isLast).toBeUndefined();
    await appendFile(transcript, use('toolu_1') + use('toolu_2'));
    await until(() => asking.isLast !== undefined);
    expect(asking.isLast).toBe(false);
    answer({ decision: 'defer' });
    await heard;
  });

  it('is gone when its line breaks: nothing is written down', async () => {
    const leave = new AbortController();
    let answer: (reply: CallReply) => void = () => undefined;
    let left: AbortSignal | undefined;
    reply = (_, gone) => {
      left = gone;
      return new Promise((resolve) => (answer = resolve));
    };
    const heard = ask({ signal: leave.signal });
    heard.catch(() => undefined);
    await until(() => left !== undefined);
    leave.abort();
    await until(() => left?.aborted === true);
    answer({ decision: 'allow' });
    await expect(heard).rejects.toThrow();
    await server.close();
    expect(await linesOf(join(ledger, 'asked.jsonl'))).toEqual([]);
  });

  it('loses its line when it cannot be answered, so that it comes again', async () => {
    reply = () => Promise.reject(new Error('no disk'));
    await expect(ask()).rejects.toThrow();
    expect(warnings).toHaveLength(1);
  });

  it('may be large', async () => {
    const content = 'x'.repeat(5 * 1024 * 1024);
    const body = Buffer.from(JSON.stringify({ ...CALL, tool_input: { content } }));
    expect((await ask({ body })).status).toBe(200);
    expect(asked[0]?.input['content']).toHaveLength(content.length);
  });
});

describe('what is refused', () => {
  it.each([
    [150, 200],
    [3000, 400],
  ])('a call whose input is nested without end (%d deep: %d)', async (depth, expected) => {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const body = Buffer.from(JSON.stringify(CALL).replace('"ls"', deep));
    expect((await ask({ body })).status).toBe(expected);
    expect(asked).toHaveLength(expected === 200 ? 1 : 0);
  });

  it.each<[string, Said, number]>([
    ['a wrong proof', { proof: 'ab'.repeat(32) }, 401],
    ['a proof of something else', { proof: proofOfAsking(TOKEN, PATH, Buffer.from('{}')) }, 401],
    ['no proof', { proof: '' }, 401],
    ['an unknown attempt', { path: '/ask/20261121-093015/2/a' }, 401],
    ['an unknown session', { path: '/ask/20261122-093015/1/a' }, 401],
    ['a way out', { path: '/ask/../1/a' }, 404],
    ['a way out by another spelling', { path: '/ask/%2e%2e/1/a' }, 404],
    ['an epoch that is none', { path: '/ask/20261121-093015/1e0/a' }, 404],
    ['another path', { path: '/' }, 404],
    ['another method', { method: 'GET' }, 404],
    ['what is no JSON', { body: Buffer.from('x') }, 400],
    ['what names no call', { body: Buffer.from('{"tool_name":"Bash"}') }, 400],
    ['what is too large', { body: Buffer.alloc(32 * 1024 * 1024 + 1) }, 413],
  ])('%s', async (_name, said, status) => {
    // (One that is too large may find the line closed while it still speaks.)
    const heard = await ask(said).catch(() => ({ status: 413 }));
    expect(heard.status).toBe(status);
    expect(asked).toEqual([]);
    expect(await linesOf(join(ledger, 'asked.jsonl'))).toEqual([]);
  });
});

it('keeps nothing of a token in its address file', async () => {
  expect(await readFile(addressFileIn(logs), 'utf8')).not.toContain(TOKEN);
});
