import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Config } from '../config/config.ts';
import { bad, care, good, type Finding } from './finding.ts';
import { EXPOSED, isLoopback } from './serve-webhook.ts';

const LONGEST_MS = 5_000;

/** What `doctor` says about the receiver and about n8n. */
export async function webhookFindings(config: Config): Promise<readonly Finding[]> {
  return [...(await receiverFindings(config)), ...(await notifyFindings(config.webhooks.notifyUrl))];
}

async function receiverFindings({ server, webhooks }: Config): Promise<readonly Finding[]> {
  if (!server) return [];
  if (webhooks.secret === undefined) {
    return [bad('webhook: `webhooks.secret` is not set: set at least 16 characters (openssl rand -hex 24)')];
  }
  const { host, port } = server;
  const problem = await whyNotFree(host, port);
  const place = `webhook: ${host}:${port}`;
  return [
    problem === undefined
      ? good(`${place} is free to listen on`)
      : care(`${place}: ${problem}; if that is not the service itself, set another \`server.port\``),
    ...(isLoopback(host) ? [] : [care(`webhook: ${EXPOSED}`)]),
  ];
}

async function whyNotFree(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'EADDRINUSE' ? 'something listens there already' : `it cannot be listened on (${code})`;
  } finally {
    server.close();
  }
}

/** Only whether somebody is there: a notification would be taken for one. */
async function notifyFindings(url: string | undefined): Promise<readonly Finding[]> {
  if (url === undefined) return [];
  try {
    await fetch(new URL('/', url), {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    return [good(`webhook: ${new URL(url).host} of \`webhooks.n8n_notify_url\` answers`)];
  } catch {
    return [
      bad(
        `webhook: nobody answers at ${new URL(url).host}: start n8n, or correct \`webhooks.n8n_notify_url\``,
      ),
    ];
  }
}
