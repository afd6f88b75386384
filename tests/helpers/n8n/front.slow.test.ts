import { afterEach, expect, it } from '@jest/globals';
import { startFront } from './front.ts';
import { startStandIn } from './stand-in.ts';
import { freePort } from './free-port.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A front before a server that says of itself, as n8n does, whether it is ready. */
async function standing(isReady: () => boolean) {
  const port = await freePort();
  const behind = await startStandIn(port);
  const front = await startFront({ url: `http://127.0.0.1:${port}`, isReady: async () => isReady() });
  open.push(behind.close, front.close);
  const send = async () => {
    const response = await fetch(`${front.url}/webhook/x`, {
      method: 'POST',
      headers: { 'x-webhook-secret': 'abc' },
      body: '{"update_id":1}',
    });
    return { status: response.status, body: await response.text() };
  };
  return { behind, send };
}

it('turns a request away until n8n is ready, and passes it on from then on', async () => {
  let isReady = false;
  const { behind, send } = await standing(() => isReady);
  expect(await send()).toEqual({ status: 503, body: '' });
  expect(behind.commands).toEqual([]);
  isReady = true;
  behind.answer = () => ({ status: 403, body: { message: 'no' } });
  expect(await send()).toEqual({ status: 403, body: '{"message":"no"}' });
  expect(behind.commands).toEqual([{ path: '/webhook/x', secret: 'abc', body: { update_id: 1 } }]);
});

it('breaks the connection when n8n breaks it', async () => {
  const { behind, send } = await standing(() => true);
  behind.answer = () => undefined;
  await expect(send()).rejects.toThrow();
});
