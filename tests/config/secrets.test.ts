import { expect, it } from '@jest/globals';
import { defaultConfig } from '../../src/config/load-config.ts';
import { secretsOf } from '../../src/config/secrets.ts';

it('names the token and the address of the heartbeat', () => {
  const config = {
    ...defaultConfig('/srv'),
    telegram: { token: '123:hush', operators: [] },
    heartbeat: { url: 'https://monitor.example/hush', everyMs: 1 },
  };
  expect(secretsOf(config)).toEqual(['123:hush', 'https://monitor.example/hush']);
});

it('names nothing where nothing is set', () => {
  expect(secretsOf(defaultConfig('/srv'))).toEqual([]);
});
