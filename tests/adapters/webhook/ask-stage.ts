import { expect } from '@jest/globals';
import { asksLive, npmInstall, type LiveCall } from '../../helpers/asking-fakes.ts';
import { codeOf, openWebhook, type Webhook, type WebhookOptions } from './stage.ts';

export async function running(options: WebhookOptions = {}): Promise<Webhook> {
  const webhook = await openWebhook({ script: { 1: [{}] }, ...options });
  for (const name of ['start', 'approve']) expect(codeOf(await webhook.post(name))).toBe('ok');
  return webhook;
}

export async function asking(
  call = npmInstall,
): Promise<{ readonly webhook: Webhook; readonly live: LiveCall }> {
  const webhook = await running();
  return { webhook, live: await asksLive(webhook, call) };
}

export interface Status {
  readonly message: string;
  readonly status: string;
  readonly gate: Readonly<Record<string, unknown>> | null;
  readonly also_waiting: readonly { readonly id: string }[];
}

/** As if what was kept of a call were about another one. */
export async function spoil(webhook: Webhook, { id }: { readonly id: string }): Promise<void> {
  const { callBook } = webhook;
  const session = String((await webhook.post('status')).body['session_id']);
  const kept = await callBook.read(session, 1, id);
  if (!kept) throw new Error('nothing was kept');
  await callBook.keep(session, 1, { ...kept, digest: 'of something else' });
}

export const statusOf = async (webhook: Webhook): Promise<Status> =>
  (await webhook.post('status')).body as unknown as Status;
