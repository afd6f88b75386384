import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { checkFile } from '../../src/config/check-file.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { faultsIn } from './faults-in.ts';

const FOLDER = new URL('../fixtures/config/', import.meta.url).pathname;

it('loads the spelling of the first plan', async () => {
  const env = {
    TELEGRAM_BOT_TOKEN: '123456789:AAEhBOweik6ad9r_QXMENQjcrGb',
    TELEGRAM_CHAT_ID: '4711',
    N8N_NOTIFY_URL: 'http://127.0.0.1:5678/webhook/x',
  };
  const loaded = await loadConfig({ path: 'original-plan.yaml', cwd: FOLDER, env });
  expect(loaded).toMatchObject({
    ok: true,
    config: {
      claude: {
        command: ['claude'],
        flags: ['--verbose', '--add-dir', '../shared files'],
        timeoutMs: 300_000,
      },
      paths: { tasksDir: `${FOLDER}tasks`, logsDir: `${FOLDER}logs` },
      telegram: {
        token: env.TELEGRAM_BOT_TOKEN,
        chatId: 4711,
        operators: [4711],
        commands: ['start', 'approve', 'pause', 'status'],
      },
      server: { host: '127.0.0.1', port: 5000, metrics: 'loopback', trustProxy: false },
      webhooks: { secret: 'hook-secret-4711', notifyUrl: env.N8N_NOTIFY_URL },
      logging: { level: 'debug' },
    },
  });
});

it('refuses what of the first plan is not built yet, and nothing else', async () => {
  const text = await readFile(`${FOLDER}original-plan-not-built.yaml`, 'utf8');
  const later = 'not supported yet: this version would ignore it; remove the key or comment it out.';
  expect(faultsIn(text)).toEqual([
    `config.yaml:7:3: paths.daily_dir: ${later}`,
    'config.yaml:10:11: logging.format: found "%(asctime)s - %(levelname)s - %(message)s", expected one of text, json.',
  ]);
});

it.each([
  ['server:\n  debug: true', 'debug'],
  ['server:\n  debug: false', 'info'],
  ['server:\n  debug: true\nlogging:\n  level: "ERROR"', 'debug'],
  ['server:\n  debug: false\nlogging:\n  level: "ERROR"', 'error'],
  ['logging:\n  level: "WARN"', 'warn'],
] as const)('%j means the level %s', (text, level) => {
  expect(checkFile(text, {})).toMatchObject({ ok: true, file: { logging: { level } } });
});

it('refuses a level that is none beside server.debug', () => {
  expect(faultsIn('server:\n  debug: true\nlogging:\n  level: loud')).toEqual([
    'config.yaml:4:10: logging.level: found "loud", expected one of debug, info, warn, error.',
  ]);
});
