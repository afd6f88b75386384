import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Config, ServerConfig } from '../config/config.ts';
import { bad, care, good, type Finding } from './finding.ts';
import { isNearby } from './nearby.ts';
import { reasonIn } from './reason-in.ts';
import { EXPOSED, isExposed } from './serve-webhook.ts';
import { serviceAddress } from './service-address.ts';

const LONGEST_MS = 5_000;

/** What `doctor` says about the receiver and about n8n. */
export async function webhookFindings(config: Config): Promise<readonly Finding[]> {
  return [...(await receiverFindings(config)), ...(await notifyFindings(config.webhooks))];
}

async function receiverFindings({ server, webhooks }: Config): Promise<readonly Finding[]> {
  if (!server) return [];
  if (webhooks.secret === undefined) {
    return [bad('webhook: `webhooks.secret` is not set: set at least 16 characters (openssl rand -hex 24)')];
  }
  return [await portFinding(server), ...(isExposed(server) ? [care(`webhook: ${EXPOSED}`)] : [])];
}

async function portFinding(server: ServerConfig): Promise<Finding> {
  const { host, port } = server;
  const code = await whyNotFree(host, port);
  const place = `webhook: ${host}:${port}`;
  if (code === undefined) return good(`${place} is free to listen on`);
  if (code !== 'EADDRINUSE') {
    return bad(`${place} cannot be listened on (${code}): set another \`server.host\` or \`server.port\``);
  }
  switch (await whoListens(server)) {
    case 'well':
      return good(`${place}: Greenlight listens there`);
    case 'failing':
      return care(
        `${place}: Greenlight listens there and is not well: curl ${serviceAddress(server)}/health`,
      );
    case 'another':
      return bad(`${place}: another program listens there: end it, or set another \`server.port\``);
  }
}

async function whyNotFree(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return reasonIn(error);
  } finally {
    server.close();
  }
}

async function whoListens(server: ServerConfig): Promise<'well' | 'failing' | 'another'> {
  try {
    const answer = await asked(`${serviceAddress(server)}/health`, 'GET');
    const report: unknown = await answer.json();
    const isOurs = typeof report === 'object' && report !== null && 'uptime' in report && 'outbox' in report;
    if (!isOurs) return 'another';
    return answer.ok ? 'well' : 'failing';
  } catch {
    return 'another';
  }
}

async function notifyFindings({ notifyUrl, secret }: Config['webhooks']): Promise<readonly Finding[]> {
  if (notifyUrl === undefined) return [];
  const url = new URL(notifyUrl);
  return [
    await answerFinding(url),
    ...(url.protocol === 'http:' && !isNearby(url.hostname) ? [care(`webhook: ${READABLE}`)] : []),
    ...(secret === undefined ? [care(`webhook: ${UNSIGNED}`)] : []),
  ];
}

const READABLE =
  'notifications and the secret can be read on their way: let `webhooks.n8n_notify_url` begin with https://';

const UNSIGNED =
  'notifications are sent without a secret, so n8n cannot know where they come from: set `webhooks.secret`';

/** Only whether somebody is there: a notification would be taken for one. */
async function answerFinding(url: URL): Promise<Finding> {
  try {
    const answer = await asked(new URL('/', url), 'HEAD');
    await answer.body?.cancel();
    return good(`webhook: ${url.host} of \`webhooks.n8n_notify_url\` answers`);
  } catch (error) {
    return bad(
      `webhook: nobody answers at ${url.host} (${reasonIn(error)}): start n8n, or correct \`webhooks.n8n_notify_url\``,
    );
  }
}

const asked = (url: string | URL, method: string): Promise<Response> =>
  fetch(url, { method, redirect: 'manual', signal: AbortSignal.timeout(LONGEST_MS) });
