import { describe, expect, it } from '@jest/globals';
import { checkFile } from '../../src/config/check-file.ts';
import { toConfig } from '../../src/config/to-config.ts';
import { faultsIn } from './faults-in.ts';

const SECRET = 'a-secret-of-24-letters-1';

const configOf = (text: string): ReturnType<typeof toConfig> => {
  const checked = checkFile(text, {});
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return toConfig(checked.file, '/folder');
};

describe('the receiver', () => {
  it.each([
    ['', undefined],
    [`webhooks:\n  secret: ${SECRET}`, { host: '127.0.0.1', port: 5_000 }],
    [`webhooks:\n  secret: ${SECRET}\nserver:\n  enabled: false`, undefined],
    [`webhooks:\n  secret: ${SECRET}\n  enabled: false`, undefined],
    [`webhooks:\n  secret: ${SECRET}\n  enabled: false\nserver:\n  enabled: true`, { port: 5_000 }],
    ['server:\n  enabled: true\n  port: "8080"\n  host: "::1"', { host: '::1', port: 8_080 }],
  ])('%j', (text, server) => {
    const config = configOf(text);
    if (server) expect(config.server).toMatchObject(server);
    else expect(config.server).toBeUndefined();
  });
});

describe('faults', () => {
  it.each([
    ['server:\n  port: 70000', 'config.yaml:2:9: server.port: found 70000, expected a port from 1 to 65535.'],
    [
      'server:\n  host: http://localhost',
      'config.yaml:2:9: server.host: found "http://localhost", expected an address of this machine such as 127.0.0.1, 0.0.0.0 or localhost.',
    ],
    [
      'webhooks:\n  secret: hunter2',
      'config.yaml:2:11: webhooks.secret: found a value that is not shown here, expected a secret of at least 16 characters, such as openssl rand -hex 24 prints; digits alone in quotes.',
    ],
    [
      'webhooks:\n  signature: always',
      'config.yaml:2:14: webhooks.signature: found "always", expected one of optional, required.',
    ],
    [
      'webhooks:\n  enabeld: true',
      'config.yaml:2:3: webhooks.enabeld: unknown key; expected one of secret, signature, n8n_notify_url.',
    ],
  ])('%j', (text, fault) => {
    expect(faultsIn(text)).toEqual([fault]);
  });
});

describe('the secret', () => {
  const written = (secret: string): string => `webhooks:\n  secret: ${JSON.stringify(secret)}`;
  const place = 'config.yaml:2:11: webhooks.secret: found';
  const hidden = `${place} a value that is not shown here, expected`;
  const short =
    'a secret of at least 16 characters, such as openssl rand -hex 24 prints; digits alone in quotes.';
  const unsendable =
    'printable ASCII characters without a space or a line break at either end, because it is sent in a header.';

  it.each([
    '0123456789abcdef',
    'four words with spaces',
    '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    '1234567890123456',
  ])('may be %j', (secret) => {
    expect(configOf(written(secret)).webhooks.secret).toBe(secret);
  });

  it.each(['', '0123456789abcde', '            ', '0123456789abcd  '])('is too short: %j', (secret) => {
    expect(faultsIn(written(secret))).toEqual([`${hidden} ${short}`]);
  });

  it.each([
    ...[' 0123456789abcdef', '0123456789abcdef ', '0123456789abcdef\n', '\t0123456789abcdef'],
    ...[
      'Schlüssel-0123456789',
      '0123456789-日本語の秘密',
      '01234567\n89abcdef0123',
      '0123456789abcdef\u0000',
    ],
    '0123456789\u200babcdef',
  ])('cannot be sent: %j', (secret) => {
    const faults = faultsIn(written(secret));
    expect(faults).toEqual([`${hidden} ${unsendable}`]);
    expect(faults.join()).not.toContain(secret.trim());
  });

  it('is in quotes where it would be a number', () => {
    expect(faultsIn('webhooks:\n  secret: 1234567890123456')).toEqual([`${hidden} ${short}`]);
  });

  it('out of a variable is not shown either', () => {
    const faults = faultsIn('webhooks:\n  secret: ${WEBHOOK_SECRET}', {
      WEBHOOK_SECRET: 'Schlüssel-0123456789',
    });
    expect(faults).toEqual([`${place} the value of "\${WEBHOOK_SECRET}", expected ${unsendable}`]);
  });
});
