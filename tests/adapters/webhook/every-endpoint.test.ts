import { describe, expect, it } from '@jest/globals';
import { calls, type CallName } from '../../../src/adapters/webhook/calls.ts';
import type { TaskFileReading } from '../../../src/app/ports/task-files.ts';
import { taskNumbered } from '../../app/stage.ts';
import type { AskedCall } from '../../../src/core/attempt/index.ts';
import type { ScriptedRun } from '../../helpers/fake-runner.ts';
import { completed, limited, required } from '../../helpers/session-play.ts';
import { until } from '../../helpers/until.ts';
import { codeOf, files, gateOf, openWebhook, SECRET, TODAY, type Answer, type Webhook } from './stage.ts';

const names = Object.keys(calls) as CallName[];
/** What a body must have. */
const needed = (name: CallName): object => NEEDED[name] ?? {};
const NEEDED: Readonly<Partial<Record<CallName, object>>> = {
  command: { command: '/help' },
  answer: { option: 1 },
  wait: { time: '9:00' },
};
/** The same in words. */
const wordsOf = (name: CallName): string => WORDS[name] ?? `/${name}`;
const WORDS: Readonly<Partial<Record<CallName, string>>> = {
  unleash: '/leash off',
  answer: '/answer 1',
  wait: '/wait 09:00',
};

const JSON_TYPE = { 'content-type': 'application/json' };
const withSecret = { ...JSON_TYPE, 'x-webhook-secret': SECRET };

function send(
  webhook: Webhook,
  name: CallName,
  headers: Readonly<Record<string, string>>,
  body = JSON.stringify(needed(name)),
): Promise<Answer> {
  return webhook.ask(`/webhook/${name}`, { method: 'POST', headers, body });
}

describe.each(names)('/webhook/%s', (name) => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is not called with %s', async (method) => {
    const answer = await (await openWebhook()).ask(`/webhook/${name}`, { method, headers: withSecret });
    expect([codeOf(answer), answer.headers.get('allow')]).toEqual(['405 wrong_method', 'POST']);
  });

  it('lets nobody in without the secret', async () => {
    const webhook = await openWebhook();
    const wrong = { ...JSON_TYPE, 'x-webhook-secret': 'a-guess-0123456789' };
    expect(codeOf(await send(webhook, name, JSON_TYPE))).toBe('401 no_secret');
    expect(codeOf(await send(webhook, name, { ...withSecret, 'x-signature': 'sha256=00' }))).toBe(
      '401 bad_signature',
    );
    for (let n = 2; n < 20; n += 1) expect(codeOf(await send(webhook, name, wrong))).toBe('401 wrong_secret');
    expect(codeOf(await send(webhook, name, wrong))).toBe('429 too_many_failures');
    expect((await send(webhook, name, withSecret)).status).toBeLessThan(410);
    const signed = await openWebhook({ receiver: { signature: 'required' } });
    expect(codeOf(await send(signed, name, withSecret))).toBe('401 not_signed');
  });

  it('takes a JSON object of up to 100 kB that holds what is known here', async () => {
    const webhook = await openWebhook();
    const coded = async (body: string): Promise<string> =>
      codeOf(await send(webhook, name, withSecret, body));
    const padded = (length: number): string => JSON.stringify(needed(name)).padEnd(length);
    expect(await coded(padded(100_000))).not.toMatch(/^4(00|13)/);
    expect(await coded(padded(100_001))).toBe('413 too_large');
    const faulty = [
      ...['{', '[]', 'text', `{"request_id":${'['.repeat(40_000)}${']'.repeat(40_000)}}`],
      ...['{"unknown":1}', '{"request_id":7}', '{"request_id":"zwölf"}', '{"actor":{}}'],
      ...['{"__proto__":{"command":"/help"}}', '{"constructor":{}}', '{"toString":1}'],
    ];
    for (const body of faulty) expect([body, await coded(body)]).toEqual([body, '400 bad_body']);
    const plain = await send(webhook, name, { ...withSecret, 'content-type': 'text/plain' });
    expect(codeOf(plain)).toBe('415 wrong_type');
  });

  it('takes a name in any script', async () => {
    const body = JSON.stringify({ ...needed(name), actor: 'Änn 日本 🚀', request_id: 'r-1' });
    expect((await send(await openWebhook(), name, withSecret, body)).status).not.toBe(400);
  });

  it('says what failed inside without telling what it is', async () => {
    const read = (): never => {
      throw new Error('EIO: /secret/place');
    };
    const request = async (): Promise<never> => read();
    // (What cannot be read fails; what cannot be decided could not be stored.)
    const webhook = await openWebhook({ receiver: { service: { read, request } } });
    const { status, body } = await send(webhook, name, withSecret);
    expect([status, body['code']]).toEqual(LOOKING.includes(name) ? [500, 'failed'] : [503, 'not_stored']);
    expect(JSON.stringify(body)).not.toContain('secret/place');
  });
});

const LOOKING: readonly CallName[] = ['command', 'status', 'logs', 'diff'];

type Deciding = Exclude<CallName, 'status' | 'logs' | 'diff' | 'command'>;

/** What each decision needs to be taken: the calls before it, and its own body. */
const stories: Readonly<Record<Deciding, readonly (readonly [CallName, object])[]>> = {
  start: [['start', { file: TODAY }]],
  approve: [
    ['start', {}],
    ['approve', { count: 1 }],
  ],
  skip: [
    ['start', {}],
    ['skip', {}],
  ],
  retry: [
    ['start', {}],
    ['approve', {}],
    ['retry', { feedback: 'Größe → 🚀' }],
  ],
  allow: [
    ['start', {}],
    ['approve', {}],
    ['allow', { for_task: false, instead: 'npm ci' }],
  ],
  deny: [
    ['start', {}],
    ['approve', {}],
    ['deny', { feedback: 'Größe → 🚀' }],
  ],
  answer: [
    ['start', {}],
    ['approve', {}],
    ['answer', { option: 2 }],
  ],
  wait: [
    ['start', {}],
    ['approve', {}],
    ['wait', { time: '9:00' }],
  ],
  undo: [
    ['start', {}],
    ['approve', {}],
    ['undo', {}],
  ],
  redo: [
    ['start', {}],
    ['approve', {}],
    ['undo', {}],
    ['redo', {}],
  ],
  reload: [
    ['start', {}],
    ['reload', {}],
  ],
  unleash: [
    ['start', {}],
    ['approve', { count: 3 }],
    ['unleash', {}],
  ],
  pause: [
    ['start', {}],
    ['pause', {}],
  ],
  resume: [
    ['start', {}],
    ['pause', {}],
    ['resume', {}],
  ],
  stop: [
    ['start', {}],
    ['stop', {}],
  ],
};

const script = {
  1: [{ outcome: completed, writes: { 'a.txt': 'two\n' } }, {}],
  2: [{}],
};

const asked = { id: 'toolu_1', tool: 'Bash', digest: 'd', detail: 'npm install', why: 'No rule allows it.' };
const deferred = (kind: AskedCall['kind']) => ({
  outcome: { kind: 'deferred', call: { ...asked, kind }, sentence: 'It asks.', resumable: true } as const,
});

/** How the first attempt ends that is decided about. */
const ends: Readonly<Partial<Record<Deciding, ScriptedRun>>> = {
  allow: deferred('permission'),
  deny: deferred('permission'),
  answer: deferred('question'),
  wait: { outcome: limited },
};

/** The file of today is edited meanwhile. */
const editing: readonly Deciding[] = ['reload'];

async function before(name: Deciding): Promise<{ readonly webhook: Webhook; readonly body: object }> {
  const rules = name === 'unleash' ? { ...required, checkpointAfter: [] } : required;
  const path = `tasks/${TODAY}`;
  const edited = { ...files, [path]: files[TODAY] } as Record<string, TaskFileReading>;
  const end = ends[name];
  const webhook = await openWebhook({
    ...{ rules, files: edited, care: {} },
    script: end ? { 1: [end, {}] } : script,
  });
  for (const [earlier, body] of stories[name].slice(0, -1)) {
    expect([earlier, codeOf(await webhook.post(earlier, body))]).toEqual([earlier, 'ok']);
  }
  if (editing.includes(name)) {
    const tasks = [taskNumbered(1), taskNumbered(2, { title: 'Edited' })];
    edited[path] = { ok: true, path, file: { tasks } };
    webhook.disk.clock.advance(3_000);
    await until(() => 'edited' in webhook.service.read());
  }
  return { webhook, body: stories[name].at(-1)?.[1] ?? {} };
}

const lasting = ({ status, body }: Answer): unknown => [status, body];

describe.each(Object.keys(stories) as Deciding[])('/webhook/%s', (name) => {
  it('is decided once for one request id, however often and however much at once it is sent', async () => {
    const { webhook, body } = await before(name);
    const call = { ...body, request_id: 'n8n:1' };
    const first = await Promise.all([1, 2, 3, 4, 5].map(() => webhook.post(name, call)));
    const after = webhook.service.read();
    const again = await webhook.post(name, call);
    const answers = [...first, again].map((answer) => JSON.stringify(lasting(answer)));
    expect([codeOf(again), new Set(answers).size]).toEqual(['ok', 1]);
    expect(webhook.service.read()).toBe(after);
  });

  it('is decided once for one request id in words, too', async () => {
    const { webhook, body } = await before(name);
    const call = { ...body, request_id: 'n8n:1' };
    const first = await webhook.post(name, call);
    const again = await webhook.post('command', { command: wordsOf(name), request_id: 'n8n:1' });
    expect(lasting(again)).toEqual(lasting(first));
  });

  it('that could not be stored changes nothing, and can be repeated', async () => {
    const { webhook, body } = await before(name);
    const untouched = webhook.service.read();
    webhook.store.failing = 1;
    const { headers, ...answer } = await webhook.post(name, { ...body, request_id: 'r1' });
    expect([codeOf({ headers, ...answer }), headers.get('retry-after')]).toEqual(['503 not_stored', '5']);
    expect(webhook.service.read()).toBe(untouched);
    expect(codeOf(await webhook.post(name, { ...body, request_id: 'r1' }))).toBe('ok');
  });
});

const AT_GATE = [
  ...(['approve', 'skip', 'retry', 'undo', 'redo', 'reload'] as const),
  ...(['allow', 'deny', 'answer', 'wait'] as const),
];

describe.each([...AT_GATE, 'stop'] as const)('/webhook/%s for a gate', (name) => {
  it('that is not the one that waits changes nothing', async () => {
    const { webhook, body } = await before(name);
    const untouched = webhook.service.read();
    const [words, meant] = [wordsOf(name), { gate: 'never-seen' }];
    expect(codeOf(await webhook.post(name, { ...body, ...meant }))).toBe('409 stale_gate');
    expect(codeOf(await webhook.post('command', { command: words, ...meant }))).toBe('409 stale_gate');
    expect(webhook.service.read()).toEqual(untouched);
  });

  it('that was decided is told by whom', async () => {
    const { webhook, body } = await before('approve');
    const gate = await gateOf(webhook);
    await webhook.post('approve', { ...body, gate, actor: 'ann' });
    const late = await webhook.post(name, { ...needed(name), gate });
    expect(codeOf(late)).toBe('409 already_decided');
    expect(late.body['message']).toMatch(/approved by ann/);
  });
});

it.each(AT_GATE)('a %s that was sent before its gate is stale', async (name) => {
  const { webhook, body } = await before(name);
  const sent = { ...body, sent_at: '2026-11-21T08:00:00Z' };
  expect(codeOf(await webhook.post(name, sent))).toBe('409 stale_gate');
});

it.each(['pause', 'resume', 'unleash', 'stop'] as const)('a %s of another session is stale', async (name) => {
  const { webhook, body } = await before(name);
  expect(codeOf(await webhook.post(name, { ...body, session_id: '20200101-000000' }))).toBe(
    '409 stale_session',
  );
});
