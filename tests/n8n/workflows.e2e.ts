import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { openN8nStage, SECRET, violationsOf, type N8nStage } from '../helpers/n8n/n8n-stage.ts';
import { startStandIn, type StandIn } from '../helpers/n8n/stand-in.ts';
import { until } from '../helpers/until.ts';

let stage: N8nStage;
let far: StandIn;

beforeAll(async () => {
  stage = await openN8nStage({
    workflows: ['telegram-to-orchestrator', 'orchestrator-to-telegram', 'error-alert'],
  });
});
beforeEach(async () => {
  far = await startStandIn(stage.port);
});
afterEach(async () => {
  await far.close();
  stage.bots.clearFaults();
  expect(violationsOf(stage.bots)).toEqual([]);
});
afterAll(() => stage.close());

const newest = (): number => stage.bots.chat(stage.ann.chat).at(-1)?.message_id ?? 0;

/** As Greenlight tells n8n something. */
async function notify(
  notification: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = { 'x-webhook-secret': SECRET },
): Promise<number> {
  const { status } = await fetch(stage.notifyUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(notification),
  });
  return status;
}

it('brings a message to the orchestrator and the answer, as text, back', async () => {
  far.answer = () => ({ status: 200, body: { status: 'ok', message: 'a < b & "c" _d_ <b>e</b>' } });
  const after = newest();
  const { date } = stage.ann.says('/approve@emulated_bot 3');
  await stage.ann.sees(/a < b & "c" _d_ <b>e<\/b>/, { after });
  expect(far.commands).toEqual([
    {
      path: '/webhook/command',
      secret: SECRET,
      body: {
        command: '/approve 3',
        request_id: expect.stringMatching(/^n8n:\d+$/),
        sent_at: new Date(date * 1000 + 999).toISOString(),
        actor: 'Ann',
      },
    },
  ]);
});

it.each([
  ['approve:gate-1', { command: '/approve', gate: 'gate-1' }],
  ['retry:gate-1', { command: '/retry', gate: 'gate-1' }],
  ['stop:gate-1', { command: '/stop', gate: 'gate-1' }],
  ['allow task:gate-1', { command: '/allow task', gate: 'gate-1' }],
  ['answer 2:gate-1', { command: '/answer 2', gate: 'gate-1' }],
  ['wait 09:00:gate-1', { command: '/wait 09:00', gate: 'gate-1' }],
  ['pause:20261121-093000', { command: '/pause', session_id: '20261121-093000' }],
  ['stop:20261121-093000/7', { command: '/stop', session_id: '20261121-093000', confirm: 7 }],
])('brings the tap %s to the orchestrator', async (data, body) => {
  const after = newest();
  const { answered } = stage.ann.tapsData(after, data);
  expect(await answered).toEqual({});
  await stage.ann.sees(/Done\./, { after });
  expect(far.commands.map((command) => command.body)).toEqual([
    { ...body, request_id: expect.stringMatching(/^n8n:\d+$/), actor: 'Ann' },
  ]);
});

it('does nothing for a chat that is not listed', async () => {
  stage.bots.person({ id: 666, first_name: 'Eve' }).says('/approve');
  const after = newest();
  stage.ann.says('/status');
  await stage.ann.sees(/Done\./, { after });
  expect(far.commands.map(({ body }) => body['command'])).toEqual(['/status']);
});

it('tells what the orchestrator refuses, and where a task file is wrong', async () => {
  far.answer = () => ({
    status: 400,
    body: {
      status: 'error',
      code: 'bad_file',
      message: 'Nothing was started: a.md has faults.',
      faults: [{ line: 3, column: 1, message: 'no instruction' }],
    },
  });
  const after = newest();
  stage.ann.says('/start a.md');
  await stage.ann.sees(/Nothing was started: a\.md has faults\.\nline 3: no instruction/, { after });
  expect(far.commands).toHaveLength(1);
});

it('asks again with the same id while the orchestrator is not well', async () => {
  const answers = [undefined, { status: 503, body: {} }];
  far.answer = () =>
    answers.length > 0 ? answers.shift() : { status: 200, body: { message: 'Back again.' } };
  const after = newest();
  stage.ann.says('/approve');
  await stage.ann.sees(/Back again\./, { after });
  expect(new Set(far.commands.map(({ body }) => body['request_id'])).size).toBe(1);
  expect(far.commands).toHaveLength(3);
});

it('says so when the orchestrator cannot be reached for a minute', async () => {
  far.answer = () => undefined;
  const after = newest();
  stage.ann.says('/approve 2');
  await stage.ann.sees(/did not answer for a minute \(no connection\), so “\/approve 2” was probably not/, {
    after,
  });
});

it('shows a notification with its buttons, once', async () => {
  const after = newest();
  const buttons = ['approve', 'skip', 'retry'].map((command) => ({
    text: command.toUpperCase(),
    command,
    gate: 'gate-1',
    data: `${command}:gate-1`,
  }));
  const told = { id: 'note-1', type: 'gate', message: 'Task 2 waits', html: '<b>Task 2</b> waits', buttons };
  expect([await notify(told), await notify(told)]).toEqual([200, 200]);
  expect(await notify({ id: 'note-2', type: 'info', message: 'a < b', buttons: [] })).toBe(200);
  const seen = stage.bots.chat(stage.ann.chat).filter(({ message_id }) => message_id > after);
  expect(seen.map(({ text }) => text)).toEqual(['Task 2 waits', 'a < b']);
  const { answered } = stage.ann.taps('RETRY');
  await answered;
  await until(() => far.commands.length === 1);
  expect(far.commands[0]?.body).toMatchObject({ command: '/retry', gate: 'gate-1' });
  await stage.ann.sees(/Done\./, { after });
});

it.each([0, 1, 2, 3, 4, 5, 6, 7])('shows %i buttons (of seven the first six)', async (count) => {
  const after = newest();
  const buttons = Array.from({ length: count }, (_, n) => ({ text: `B${n}`, data: `approve:${n}` }));
  expect(await notify({ id: `buttons-${count}`, message: `with ${count}`, buttons })).toBe(200);
  const seen = await stage.ann.sees(/^with/, { after });
  expect(seen.buttons.flat().length).toBe(Math.min(count, 6));
});

it('shows the plain text when Telegram refuses the other one', async () => {
  const after = newest();
  expect(await notify({ id: 'bad-html', message: 'plain & simple', html: '<b>never closed' })).toBe(200);
  await stage.ann.sees(/^plain & simple$/, { after });
});

it('answers 500 while Telegram fails, and shows the message when it is sent again', async () => {
  const after = newest();
  stage.bots.fault({ method: 'sendMessage', error_code: 502, times: 1 });
  const told = { id: 'note-3', message: 'Sent twice, shown once' };
  expect(await notify(told)).toBe(500);
  expect(await notify(told)).toBe(200);
  await stage.ann.sees(/Sent twice/, { after });
});

it('refuses a notification with a wrong secret, or none', async () => {
  expect(await notify({ id: 'x', message: 'x' }, { 'x-webhook-secret': 'wrong' })).toBe(403);
  expect(await notify({ id: 'x', message: 'x' }, {})).toBe(403);
});

it('refuses an update that Telegram did not send', async () => {
  const { params } = stage.bots.requests.find(({ method }) => method === 'setWebhook') ?? {};
  const url = String(params?.['url']).replace('https://n8n.example.test', stage.n8n.url);
  const message = { chat: { id: stage.ann.chat }, text: '/approve', from: { first_name: 'Eve' }, date: 1 };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'guessed' },
    body: JSON.stringify({ update_id: 1, message }),
  });
  expect(response.status).toBe(403);
  expect(far.commands).toEqual([]);
});

it('loses nothing and repeats nothing while n8n is down', async () => {
  const after = newest();
  const told = { id: 'note-4', message: 'Before the pause' };
  expect(await notify(told)).toBe(200);
  await stage.n8n.stop();
  stage.ann.says('/status');
  await stage.n8n.start();
  await stage.ann.sees(/Done\./, { after });
  expect(await notify(told)).toBe(200);
  const seen = stage.bots.chat(stage.ann.chat).filter(({ message_id }) => message_id > after);
  expect(seen.map(({ text }) => text)).toEqual(['Before the pause', '/status', 'Done.']);
});

it('raises an alert when a workflow fails', async () => {
  stage.bots.fault({ method: 'sendMessage', error_code: 403, description: 'Forbidden: <no>', times: 5 });
  const after = newest();
  stage.ann.says('/status');
  await stage.ann.sees(
    /🚨 n8n: the workflow “Greenlight: Telegram to orchestrator” failed at the node “Say the answer”/,
    {
      after,
    },
  );
});
