import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  decideCall,
  type AskedHook,
  type Decided,
} from '../../../../src/adapters/claude/asking/decide-call.ts';
import { readMessageCalls } from '../../../../src/adapters/claude/asking/message-calls.ts';
import { proofOf } from '../../../../src/adapters/claude/asking/proof.ts';
import { PROOF_HEADER, textOfReply } from '../../../../src/adapters/claude/asking/wire.ts';

let root: string;
let other: Server | undefined;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'greenlight-hook-'));
});
afterEach(async () => {
  other?.closeAllConnections();
  other?.close();
  other = undefined;
  await rm(root, { recursive: true });
});

const transcript = (): string => join(root, 'c.jsonl');

/** Says that to each asking, at once. */
async function answering(status: number, body: string, token = 'token'): Promise<void> {
  const server = createServer((request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    const headers = { [PROOF_HEADER]: proofOf(token, textOfReply(name, body)) };
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  other = server;
  await writeFile(join(root, 'address'), JSON.stringify({ port: (server.address() as AddressInfo).port }));
}

function decide(more: Partial<AskedHook['payload']> = {}, waitMs = 300): Promise<Decided> {
  const payload = { id: 't1', tool: 'Bash', input: {}, cwd: '/', transcript: transcript(), subagent: false };
  const file = { session: 's', epoch: 1, token: 'token', address: join(root, 'address'), waitMs };
  return decideCall({ file, payload: { ...payload, ...more }, raw: Buffer.from('{}'), name: 'n' });
}

const uses = (message: string, ...ids: readonly string[]): string =>
  ids
    .map((id) => ({ type: 'assistant', message: { id: message, content: [{ type: 'tool_use', id }] } }))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
const ended = (id: string): string =>
  `${JSON.stringify({ type: 'user', message: { content: [{ type: 'tool_result', tool_use_id: id }] } })}\n`;

describe('the hook', () => {
  it('takes the answer of Greenlight', async () => {
    await answering(200, '{"decision":"deny","reason":"No."}');
    expect(await decide()).toEqual({ answer: { decision: 'deny', reason: 'No.' }, inItsPlace: false });
  });

  it.each([400, 401, 413])('refuses for itself when Greenlight does not hear it (%s)', async (status) => {
    await answering(status, '');
    expect(await decide()).toMatchObject({ answer: { decision: 'deny' }, inItsPlace: false });
  });

  it('believes nobody else who listens there', async () => {
    await answering(200, '{"decision":"allow"}', 'another token');
    await writeFile(transcript(), uses('m', 't1'));
    expect(await decide()).toEqual({ answer: { decision: 'defer' }, inItsPlace: true });
  });

  it('asks nothing for a subagent', async () => {
    expect(await decide({ subagent: true })).toMatchObject({
      answer: { decision: 'deny' },
      inItsPlace: true,
    });
  });

  it('puts off when Greenlight stays away', async () => {
    await writeFile(transcript(), uses('m', 't1'));
    expect(await decide()).toEqual({ answer: { decision: 'defer' }, inItsPlace: true });
  });

  it('puts off what Greenlight puts off', async () => {
    await answering(200, '{"decision":"defer"}');
    await writeFile(transcript(), uses('m', 't0', 't1') + ended('t0'));
    expect(await decide()).toMatchObject({ answer: { decision: 'defer' } });
  });

  it('refuses when another call comes after it', async () => {
    await writeFile(transcript(), uses('m', 't1', 't2'));
    expect(await decide()).toMatchObject({
      answer: { decision: 'deny', reason: expect.stringContaining('alone') },
      inItsPlace: true,
    });
  });

  it('waits for the message to end, and for the calls before it', async () => {
    await writeFile(transcript(), uses('older', 't7'));
    let done = false;
    const decided = decide({}, 1).finally(() => (done = true));
    await appendFile(transcript(), uses('m', 't0', 't1'));
    await readMessageCalls(transcript(), 't1');
    expect(done).toBe(false);
    await appendFile(transcript(), ended('t0'));
    expect(await decided).toMatchObject({ answer: { decision: 'defer' } });
  });
});

describe('the calls of a message', () => {
  it.each<[string, string, object | undefined]>([
    ['the only one', uses('m', 't1'), { isLast: true, isAlone: true }],
    [
      'an earlier message',
      uses('m', 't1') + ended('t1') + uses('n', 't2', 't3'),
      { isLast: true, isAlone: true },
    ],
    ['the first of two', uses('m', 't1', 't2'), { isLast: false, isAlone: false }],
    [
      'told twice',
      uses('m', 't0', 't1') + uses('m', 't0', 't1') + ended('t0'),
      { isLast: true, isAlone: true },
    ],
    ['results between', uses('m', 't0') + ended('t0') + uses('m', 't1'), { isLast: true, isAlone: true }],
    ['not there yet', uses('m', 't0'), undefined],
    ['lines of other kinds', 'x "tool_use"\n{"message":7,"a":"tool_use"}\n', undefined],
  ])('%s', async (_name, content, expected) => {
    await writeFile(transcript(), content);
    expect(await readMessageCalls(transcript(), 't1')).toEqual(expected);
  });

  it('are unknown where there is no file', async () => {
    expect(await readMessageCalls(transcript(), 't1')).toBeUndefined();
    expect(await readMessageCalls('/dev/stdin', 't1')).toBeUndefined();
  });
});
