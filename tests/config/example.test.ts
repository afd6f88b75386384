import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RULES } from '../../src/core/permission/index.ts';
import { allKeys } from '../../src/config/known-keys.ts';
import { defaultConfig, loadConfig } from '../../src/config/load-config.ts';
import { VARIABLES } from '../../src/config/variables.ts';
import { useFolders } from './folder-of.ts';

const shipped = (name: string): Promise<string> =>
  readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

const folderOf = useFolders();

/** `section.key` of every line that sets a key, also of those that are commented out. */
function keysIn(text: string): readonly string[] {
  let section = '';
  return text.split('\n').flatMap((line) => {
    section = /^([a-z_]+):$/.exec(line)?.[1] ?? section;
    const key = /^ {2}(?:# )?([a-z0-9_]+):(?: \S|$)/.exec(line)?.[1];
    return key === undefined || isProse(line) ? [] : [`${section}.${key}`];
  });
}

/** Explanations such as `# auto: only tasks that ...` end like sentences. */
const isProse = (line: string): boolean => /^ {2}#.*[.,:]$/.test(line);

describe('config.example.yaml', () => {
  it('loads without fault and says what the defaults are', async () => {
    const cwd = await folderOf({ 'config.yaml': await shipped('config.example.yaml') });
    const loaded = await loadConfig({ cwd, env: {} });
    expect(loaded).toMatchObject({ ok: true, config: defaultConfig(cwd) });
  });

  it('shows the default rules in full, each on a line of its own', async () => {
    const example = await shipped('config.example.yaml');
    const listed = (list: string): readonly string[] =>
      (new RegExp(`^  ${list}:\\n((?:    - .*\\n)+)`, 'm').exec(example)?.[1] ?? '')
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^ {4}- (['"]?)(.*)\1$/, '$2'));
    expect({ allow: listed('allow'), ask: listed('ask'), deny: listed('deny') }).toEqual(DEFAULT_RULES);
  });

  it('holds every key and no other', async () => {
    const keys = keysIn(await shipped('config.example.yaml'));
    expect([...keys].sort()).toEqual([...allKeys()].sort());
  });

  it('loads with every key that is commented out put in', async () => {
    const example = await shipped('config.example.yaml');
    const all = example.replaceAll(/^ {2}# (?=[a-z0-9_]+: \S.*[^.,:]$)/gm, '  ');
    const cwd = await folderOf({ 'config.yaml': all });
    const env = {
      TELEGRAM_BOT_TOKEN: `123456789:${'x'.repeat(35)}`,
      TELEGRAM_CHAT_ID: '-100200',
      WEBHOOK_SECRET: 'a-secret-of-24-letters-1',
    };
    const loaded = await loadConfig({ cwd, env });
    const { project, claude } = defaultConfig(cwd);
    expect(loaded).toMatchObject({
      ok: true,
      config: {
        project: { ...project, name: 'my-project' },
        claude: { ...claude, model: 'sonnet', maxTurns: 100, maxBudgetUsd: 2.5 },
        telegram: {
          token: env.TELEGRAM_BOT_TOKEN,
          chatId: -100_200,
          operators: [123_456_789],
          topicId: 42,
          timezone: 'Europe/Berlin',
          commands: ['status', 'approve', 'skip', 'retry', 'pause', 'resume', 'stop'],
          apiRoot: 'http://localhost:8081',
        },
        budget: { sessionUsd: 20, dayUsd: 50 },
        reminders: { quietHours: { fromMinute: 1_320, toMinute: 420 } },
        server: { host: '127.0.0.1', port: 5_000 },
        webhooks: { secret: env.WEBHOOK_SECRET, notifyUrl: 'http://127.0.0.1:5678/webhook/greenlight' },
        heartbeat: { url: 'https://monitor.example/ping/greenlight' },
      },
    });
  });
});

describe('.env.example', () => {
  it('holds every variable that has a meaning and no other', async () => {
    const names = [...(await shipped('.env.example')).matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    expect(names.sort()).toEqual(VARIABLES.map(({ name }) => name).sort());
  });

  it('changes nothing as it is', async () => {
    const cwd = await folderOf({ '.env': await shipped('.env.example') });
    expect(await loadConfig({ cwd, env: {} })).toMatchObject({
      ok: true,
      config: defaultConfig(cwd),
      env: {},
    });
  });
});
