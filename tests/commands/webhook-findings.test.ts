import { describe, expect, it } from '@jest/globals';
import { isNearby } from '../../src/commands/nearby.ts';
import { webhookFindings } from '../../src/commands/webhook-findings.ts';
import { checkFile } from '../../src/config/check-file.ts';
import { toConfig } from '../../src/config/to-config.ts';
import { freePort } from '../helpers/n8n/free-port.ts';
import { useServers } from './local-server.ts';

const startServer = useServers();
const SECRET = 'not-so-secret-0123456789';

/** The lines of `doctor` about a configuration. */
async function found(text: string): Promise<readonly string[]> {
  const checked = checkFile(text, {});
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  const findings = await webhookFindings(toConfig(checked.file, '/folder'));
  const lines = findings.map((finding) => `${finding.mark} ${finding.text}`);
  expect(lines.join('\n')).not.toContain(SECRET);
  return lines;
}

const receiver = (server: string): string => `server: ${server}\nwebhooks: { secret: ${SECRET} }\n`;
const notifies = (url: string, more = `secret: ${SECRET}`): string =>
  `server: { enabled: false }\nwebhooks: { n8n_notify_url: "${url}", ${more} }\n`;

describe('doctor, of the receiver', () => {
  it('says nothing where none is configured', async () => {
    expect(await found('')).toEqual([]);
    expect(await found('server: { enabled: false }')).toEqual([]);
  });

  it('misses the secret of one that was asked for', async () => {
    expect(await found('server: { enabled: true }')).toEqual([
      '❌ webhook: `webhooks.secret` is not set: set at least 16 characters (openssl rand -hex 24)',
    ]);
  });

  it('finds a port that is free, and leaves it so', async () => {
    const port = await freePort();
    const line = `✅ webhook: 127.0.0.1:${port} is free to listen on`;
    expect(await found(receiver(`{ port: ${port} }`))).toEqual([line]);
    expect(await found(receiver(`{ port: ${port} }`))).toEqual([line]);
  });

  const health = { version: '1.2.3', uptime: 60, outbox: { ok: true } };
  it.each([
    [200, { status: 'ok', ...health }, '✅ webhook: PLACE: Greenlight listens there'],
    [
      503,
      { status: 'failing', ...health },
      '⚠️ webhook: PLACE: Greenlight listens there and is not well: curl http://PLACE/health',
    ],
    [
      200,
      { status: 'ok' },
      '❌ webhook: PLACE: another program listens there: end it, or set another `server.port`',
    ],
    [
      404,
      undefined,
      '❌ webhook: PLACE: another program listens there: end it, or set another `server.port`',
    ],
  ])('looks who listens there already: %d %j', async (status, body, line) => {
    const asked: unknown[] = [];
    const port = await startServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end(body === undefined ? 'Not found' : JSON.stringify(body));
    });
    const place = `127.0.0.1:${port}`;
    expect(await found(receiver(`{ port: ${port} }`))).toEqual([line.replaceAll('PLACE', place)]);
    expect(asked).toEqual(['/health']);
  });

  it('says that an address is not one of this machine', async () => {
    expect(await found(receiver('{ host: 192.0.2.1, trust_proxy: true }'))).toEqual([
      '❌ webhook: 192.0.2.1:5000 cannot be listened on (EADDRNOTAVAIL): set another `server.host` or `server.port`',
    ]);
  });

  it('names one that other machines reach, unless HTTPS is said to stand in front', async () => {
    const port = await freePort();
    expect(await found(receiver(`{ host: 0.0.0.0, port: ${port} }`))).toEqual([
      `✅ webhook: 0.0.0.0:${port} is free to listen on`,
      '⚠️ webhook: it can be reached from other machines, and what is sent can be read on the way: put HTTPS in front ' +
        '(docs/http.md) and say so with `server.trust_proxy: true`, or set `server.host` to 127.0.0.1.',
    ]);
    expect(await found(receiver(`{ host: 0.0.0.0, port: ${port}, trust_proxy: true }`))).toHaveLength(1);
    for (const host of ['localhost', '127.0.0.2']) {
      expect(await found(receiver(`{ host: ${host}, port: ${port} }`))).toHaveLength(1);
    }
  });
});

describe('doctor, of n8n', () => {
  it('finds it without telling it anything', async () => {
    const heard: unknown[] = [];
    const port = await startServer((request, response) => {
      heard.push([request.method, request.url, request.headers['x-webhook-secret']]);
      response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
    });
    expect(await found(notifies(`http://127.0.0.1:${port}/webhook/greenlight`))).toEqual([
      `✅ webhook: 127.0.0.1:${port} of \`webhooks.n8n_notify_url\` answers`,
    ]);
    expect(heard).toEqual([['HEAD', '/', undefined]]);
  });

  it('says that nobody answers, without the path', async () => {
    const port = await freePort();
    expect(await found(notifies(`http://127.0.0.1:${port}/webhook/hidden-path`))).toEqual([
      `❌ webhook: nobody answers at 127.0.0.1:${port} (ECONNREFUSED): start n8n, or correct \`webhooks.n8n_notify_url\``,
    ]);
  });

  it('says that a notification without a secret may come from anybody', async () => {
    const port = await startServer((_request, response) => response.end());
    const [, line] = await found(notifies(`http://127.0.0.1:${port}/`, 'signature: optional'));
    expect(line).toMatch(/^⚠️ webhook: notifications are sent without a secret, .*: set `webhooks\.secret`$/);
  });

  it('says that what goes over the internet can be read on its way', async () => {
    // (A name that is too long to be asked for: nobody is.)
    const far = `${'a'.repeat(64)}.example.com`;
    const [, line] = await found(notifies(`http://${far}/webhook/greenlight`));
    expect(line).toMatch(/^⚠️ webhook: notifications and the secret can be read on their way: .*https:\/\/$/);
    expect(await found(notifies(`https://${far}/webhook/greenlight`))).toHaveLength(1);
  });
});

describe('a host', () => {
  it.each([
    ...['localhost', '127.0.0.1', '[::1]', 'n8n', 'nas.local', 'host.docker.internal', 'n8n.home.arpa'],
    ...['10.1.2.3', '172.16.0.1', '192.168.1.20', '169.254.1.1', '100.100.1.1', '[fd00::1]', '[fe80::1]'],
    ...['0.0.0.0', '[::]', '[::ffff:c0a8:114]'],
  ])('is near: %s', (host) => {
    expect(isNearby(host)).toBe(true);
  });

  it.each([
    ...[
      'n8n.example.com',
      'localhost.example.com',
      '8.8.8.8',
      '172.32.0.1',
      '[2001:db8::1]',
      'local.example',
    ],
  ])('is on the internet: %s', (host) => {
    expect(isNearby(host)).toBe(false);
  });
});
