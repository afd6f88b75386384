import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { byTask } from '../../src/demo/by-task.ts';
import { startMessagesApi, type MessagesApi } from '../../src/demo/messages-api.ts';
import { bash, drop, fail, hang, say, stall, usageLimit, useAll } from '../../src/demo/model-script.ts';
import { claudeEnv, runClaude, subscriptionEnv, type ClaudeRun } from '../helpers/scripted-claude.ts';

// The CLI starts in under a second, but not on a machine that is busy.

const RESETS_AT = 1_900_000_000;

const script = byTask({
  'Say it': [say('Nothing to do here.')],
  'Write it': [
    useAll([
      { tool: 'Write', input: { file_path: 'note.txt', content: 'one\n' } },
      { tool: 'Bash', input: { command: 'cat note.txt; echo two >> note.txt', description: 'Look' } },
    ]),
    say('Written.'),
  ],
  'Bad request': [fail(400, 'the prompt is not to my taste')],
  'Wrong key': [fail(401, 'invalid x-api-key')],
  'Too much': ({ prompts }) =>
    prompts.length === 1 ? [bash('echo before > before.txt'), usageLimit(RESETS_AT)] : [say('Went on.')],
  'Remember me': ({ prompts }) => [say(`Heard ${prompts.length}: ${prompts.at(-1) ?? ''}`)],
  'Cut me off': [drop()],
  'Cut me in the middle': [drop('mid-stream')],
});

let directory: string;
let api: MessagesApi;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scripted-'));
  api = await startMessagesApi(script);
});

afterEach(async () => {
  await api.close();
  await rm(directory, { recursive: true, force: true });
});

const claude = (prompt: string, flags: string[] = []): Promise<ClaudeRun> =>
  runClaude(prompt, {
    cwd: directory,
    env: { ...claudeEnv(api, directory), CLAUDE_CODE_MAX_RETRIES: '0' },
    flags,
  });

describe('the Claude CLI with a scripted model', () => {
  it('ends with what the script says, at a cost', async () => {
    const run = await claude('# Task 1 of 1: Say it');

    expect(run.code).toBe(0);
    expect(run.result).toMatchObject({ is_error: false, result: 'Nothing to do here.', num_turns: 1 });
    expect(run.result?.['total_cost_usd']).toBeGreaterThan(0.001);
    expect(api.requests).toHaveLength(1);
  });

  it('runs several tool calls of one message and hands their results to the script', async () => {
    const run = await claude('# Task 1 of 1: Write it');

    expect(run.result).toMatchObject({ result: 'Written.', permission_denials: [] });
    expect(await readFile(join(directory, 'note.txt'), 'utf8')).toBe('one\ntwo\n');
    expect(api.requests.at(-1)?.conversation).toMatchObject({
      turn: 1,
      toolResults: [{ isError: false }, { isError: false, text: 'one' }],
    });
  });

  it.each([
    ['Bad request', 400, 'the prompt is not to my taste'],
    ['Wrong key', 401, ''],
    ['No such marker', 400, 'the script has no task for the prompt'],
  ])('fails with the status of "%s"', async (title, status, words) => {
    const run = await claude(title);

    expect(run.code).toBe(1);
    expect(run.result).toMatchObject({
      is_error: true,
      api_error_status: status,
      result: expect.stringContaining(words),
    });
  });

  it.each([
    ['Cut me off', 'Unable to connect to API (ECONNRESET)'],
    ['Cut me in the middle', 'Connection to the API was lost (ECONNRESET)'],
  ])('loses the connection: %s', async (title, words) => {
    const run = await claude(title);

    expect(run.code).toBe(1);
    expect(run.result).toMatchObject({ is_error: true, result: expect.stringContaining(words) });
  });

  it('reaches a usage limit that tells its reset, and goes on afterwards', async () => {
    const session = randomUUID();
    const subscriber = { cwd: directory, env: subscriptionEnv(api, directory) };
    const limited = await runClaude('Too much', { ...subscriber, flags: ['--session-id', session] });

    expect(limited.code).toBe(1);
    expect(limited.lines).toContainEqual(
      expect.objectContaining({
        type: 'rate_limit_event',
        rate_limit_info: expect.objectContaining({
          status: 'rejected',
          resetsAt: RESETS_AT,
          rateLimitType: 'five_hour',
        }),
      }),
    );
    const resumed = await runClaude('Go on', { ...subscriber, flags: ['--resume', session] });
    expect(resumed.result).toMatchObject({ is_error: false, result: 'Went on.' });
  });

  it('sends the earlier turns when it resumes', async () => {
    const session = randomUUID();
    await claude('Remember me', ['--session-id', session]);
    const resumed = await claude('and this', ['--resume', session]);

    expect(resumed.result).toMatchObject({ result: 'Heard 2: and this' });
    expect(JSON.stringify(api.requests.at(-1)?.body.messages)).toContain('Heard 1: Remember me');
    expect(api.requests.at(-1)?.conversation).toMatchObject({
      prompts: ['Remember me', 'and this'],
      turn: 0,
      turnsInAll: 1,
    });
  });
});

describe('the scripted Messages API alone', () => {
  const ask = (url: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
    fetch(`${url}/v1/messages`, { method: 'POST', body: JSON.stringify(body), ...(signal && { signal }) });

  const request = (prompt: string, more = {}) => ({
    model: 'claude-test',
    tools: [{ name: 'Bash' }],
    messages: [{ role: 'user', content: prompt }],
    ...more,
  });

  it('answers in one piece when no stream is asked for', async () => {
    const answer = (await (await ask(api.url, request('Say it'))).json()) as ClaudeAnswer;

    expect(answer).toMatchObject({
      role: 'assistant',
      content: [{ type: 'text', text: 'Nothing to do here.' }],
      stop_reason: 'end_turn',
    });
  });

  it('keeps side requests and token counts out of the script', async () => {
    await ask(api.url, request('<session> a title, please', { tools: [] }));
    const counted = await fetch(`${api.url}/v1/messages/count_tokens`, {
      method: 'POST',
      body: JSON.stringify(request('Say it')),
    });

    expect(await counted.json()).toEqual({ input_tokens: expect.any(Number) });
    expect(api.requests).toHaveLength(0);
  });

  it('begins to answer and falls silent until it closes', async () => {
    const silent = await startMessagesApi(() => stall());
    const response = await ask(silent.url, request('x', { stream: true }));
    const received: string[] = [];
    const end = readAll(response, received);
    while (!received.join('').includes('text_delta')) await turnOfTheLoop();
    await silent.close();

    expect(await end).toBe('broken off');
    expect(received.join('')).not.toContain('message_stop');
  });

  it.each([
    ['hangs', hang(), {}],
    ['thinks', say('x'), { thinkingMs: 3_600_000 }],
  ])('does not answer while it %s, and breaks off when it closes', async (_, step, options) => {
    const silent = await startMessagesApi(() => step, options);
    const answer = ask(silent.url, request('x')).then(
      () => 'answered',
      () => 'broken off',
    );
    await untilAsked(silent);
    await silent.close();

    expect(await answer).toBe('broken off');
  });

  it('says at once that a script is broken, that a body is none, that a path is unknown', async () => {
    const broken = await startMessagesApi(() => {
      throw new Error('no such step');
    });
    try {
      const answer = await ask(broken.url, request('x'));
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('the model script failed: Error: no such step');
    } finally {
      await broken.close();
    }
    expect((await ask(api.url, 'a string')).status).toBe(400);
    expect((await fetch(`${api.url}/v1/messages`, { method: 'POST', body: 'no JSON' })).status).toBe(400);
    expect((await fetch(`${api.url}/v1/models`)).status).toBe(404);
    expect((await fetch(api.url, { method: 'HEAD' })).status).toBe(200);
  });

  it('remembers only the last requests', async () => {
    const short = await startMessagesApi(() => say('x'), { keepRequests: 2 });
    try {
      for (const prompt of ['a', 'b', 'c']) await ask(short.url, request(prompt));
      expect(short.requests.map(({ conversation }) => conversation.prompts[0])).toEqual(['b', 'c']);
    } finally {
      await short.close();
    }
  });
});

type ClaudeAnswer = Readonly<Record<string, unknown>>;

/** How the body of an answer ended; its pieces go into `received` as they come. */
async function readAll(response: Response, received: string[]): Promise<'ended' | 'broken off'> {
  const pieces = response.body?.pipeThrough(new TextDecoderStream()) ?? [];
  try {
    for await (const piece of pieces) received.push(piece);
    return 'ended';
  } catch {
    return 'broken off';
  }
}

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function untilAsked({ requests }: MessagesApi): Promise<void> {
  while (requests.length === 0) await turnOfTheLoop();
}
