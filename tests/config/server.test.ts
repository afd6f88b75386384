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
      'config.yaml:2:11: webhooks.secret: found a value that is not shown here, expected a secret of at least 16 characters, such as openssl rand -hex 24 prints.',
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
