import { symlink, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatConfigFaults } from '../../src/config/config-fault.ts';
import { defaultConfig, loadConfig, type LoadConfigOptions } from '../../src/config/load-config.ts';
import { unreadable } from '../../src/config/read-text.ts';
import { useFolders } from './folder-of.ts';

const folderOf = useFolders();

async function told(options: Partial<LoadConfigOptions> & { readonly cwd: string }): Promise<string> {
  const loaded = await loadConfig({ env: {}, ...options });
  return loaded.ok ? 'loaded' : formatConfigFaults(loaded.path, loaded.faults).replaceAll(options.cwd, 'CWD');
}

async function commandOf(yaml: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const cwd = await folderOf({ 'config.yaml': yaml });
  const loaded = await loadConfig({ cwd, env });
  return loaded.ok ? loaded.config.claude.command.map((word) => word.replace(cwd, 'CWD')) : loaded.faults;
}

describe('the file', () => {
  it('may be missing by its default name: the built-in defaults hold', async () => {
    const cwd = await folderOf();
    expect(await loadConfig({ cwd, env: {} })).toEqual({
      ok: true,
      config: defaultConfig(cwd),
      path: undefined,
      env: {},
    });
  });

  it.each([
    ['nothing', ''],
    ['a blank line', '\n'],
    ['comments', '# nothing\n---\n'],
    ['sections without keys', 'project:\nclaude: {}\ntelegram:\n'],
    ['channels that are off', 'server:\n  enabled: false\nwebhooks:\n  enabled: false\n'],
  ])('with %s means the defaults', async (_, text) => {
    const cwd = await folderOf({ 'config.yaml': text });
    const loaded = await loadConfig({ cwd, env: {} });
    expect(loaded).toMatchObject({ ok: true, config: defaultConfig(cwd), path: join(cwd, 'config.yaml') });
  });

  it('may have a BOM and CRLF, and its lines are counted right', async () => {
    const cwd = await folderOf({ 'config.yaml': '\uFEFFclaude:\r\n  timeout: 5m\r\n  silence: long\r\n' });
    expect(await told({ cwd })).toBe(
      'config.yaml:3:12: claude.silence: found "long", expected a duration such as 90s, 10m or 2h, up to 500h.',
    );
  });

  it('has its paths relative to itself, wherever the program was started', async () => {
    const cwd = await folderOf();
    await mkdir(join(cwd, 'etc'));
    const folder = await folderOf({
      'own.yaml': 'project:\n  directory: ../shop\npaths:\n  logs_dir: /var/log/gl\n',
    });
    const loaded = await loadConfig({ path: join(folder, 'own.yaml'), cwd, env: {} });
    expect(loaded).toMatchObject({
      config: {
        project: { name: 'shop', directory: join(folder, '../shop') },
        paths: {
          tasksDir: join(folder, 'tasks'),
          logsDir: '/var/log/gl',
          stateFile: join(folder, 'state.json'),
          settings: [join(folder, 'own.yaml'), join(folder, '.env')],
        },
      },
    });
  });

  it('names the project after its folder', async () => {
    const cwd = await folderOf();
    expect(defaultConfig(cwd).project.name).toBe(basename(cwd));
    expect(defaultConfig('/').project.name).toBe('/');
  });
});

describe('a file that cannot be read', () => {
  it('says so of one that was named and is not there', async () => {
    expect(await told({ cwd: await folderOf(), path: 'own.yaml' })).toBe(
      'own.yaml: there is no such file: name another with --config, or copy config.example.yaml to config.yaml.',
    );
  });

  it('says so of a folder', async () => {
    const cwd = await folderOf();
    await mkdir(join(cwd, 'config.yaml'));
    expect(await told({ cwd })).toBe(
      'config.yaml: found a folder, expected a file: name the file in it with --config.',
    );
  });

  it.each([
    ['one byte', new Uint8Array([0x6e, 0xe4])],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x63, 0x00])],
  ])('says so of %s that is not UTF-8', async (_, bytes) => {
    expect(await told({ cwd: await folderOf({ 'config.yaml': bytes }) })).toBe(
      'config.yaml: the text is not UTF-8: save the file as UTF-8 in your editor.',
    );
  });

  it.each(['config.yaml', '/dev/zero'])('says so of %s without end', async (path) => {
    const cwd = await folderOf({ 'config.yaml': '#'.repeat(1_000_001) });
    expect(await told({ cwd, path })).toBe(
      `${path}: found more than 1 MB, expected a short YAML file: check that --config names the right file.`,
    );
  });

  it('reads one of just that size', async () => {
    expect(await told({ cwd: await folderOf({ 'config.yaml': '#'.repeat(1_000_000) }) })).toBe('loaded');
  });

  it('says so of a link that leads to itself, and of a path through a file', async () => {
    const cwd = await folderOf({ file: '' });
    await symlink('config.yaml', join(cwd, 'config.yaml'));
    expect(await told({ cwd })).toBe(
      'config.yaml: the file could not be read (ELOOP): check the path and the disk.',
    );
    expect(await told({ cwd, path: 'file/config.yaml' })).toBe(
      'file/config.yaml: the file could not be read (ENOTDIR): check the path and the disk.',
    );
  });

  // (Not provoked: who runs the tests as root may read everything.)
  it('says so of one without the right to read it', () => {
    expect(unreadable('EACCES')).toBe(
      'the file may not be read: give the user that runs Greenlight the right to read it.',
    );
  });

  it('says so of .env too, but not of a folder of that name', async () => {
    const cwd = await folderOf({ '.env': new Uint8Array([0xff]) });
    expect(await told({ cwd })).toBe(
      'CWD/.env: the text is not UTF-8: save the file as UTF-8 in your editor.',
    );
    const other = await folderOf();
    await mkdir(join(other, '.env'));
    expect(await told({ cwd: other })).toBe('loaded');
  });
});

describe('the environment', () => {
  it('is completed by .env, wins over it, and stays as it is', async () => {
    const cwd = await folderOf({
      'config.yaml': 'claude:\n  model: ${MODEL}-${SIZE}\n',
      '.env': '# mine\nMODEL=from-file\nSIZE="l"\n',
    });
    const env = { MODEL: 'from-outside' };
    const before = { ...process.env };
    const loaded = await loadConfig({ cwd, env });
    expect(loaded).toMatchObject({
      config: { claude: { model: 'from-outside-l' } },
      env: { MODEL: 'from-outside', SIZE: 'l' },
    });
    expect(env).toEqual({ MODEL: 'from-outside' });
    expect({ ...process.env }).toEqual(before);
  });

  it('is that of the file’s folder, not of where the program was started', async () => {
    const folder = await folderOf({ 'own.yaml': 'claude:\n  model: ${MODEL}\n', '.env': 'MODEL=right' });
    const cwd = await folderOf({ '.env': 'MODEL=wrong' });
    const loaded = await loadConfig({ path: join(folder, 'own.yaml'), cwd, env: {} });
    expect(loaded).toMatchObject({ config: { claude: { model: 'right' } } });
  });
});

describe('the program', () => {
  it.each([
    ['claude -p', ['claude']],
    ['claude --print', ['claude']],
    ['npx -p @anthropic-ai/claude-code claude -p', ['npx', '-p', '@anthropic-ai/claude-code', 'claude']],
    ['"/opt/my tools/claude" --debug', ['/opt/my tools/claude', '--debug']],
    ["'a b'\\ c d", ['a b c', 'd']],
    ['say "a \\"b\\" \\n $c" x"y"z', ['say', 'a "b" \\n $c', 'xyz']],
    ['  claude   ""  ', ['claude', '']],
    ['./bin/claude', ['CWD/bin/claude']],
  ])('%s', async (written, words) => {
    expect(await commandOf(`claude:\n  command: ${JSON.stringify(written)}\n`)).toEqual(words);
  });

  it('is taken from CLAUDE_CLI_PATH, with the arguments of the file', async () => {
    const yaml = 'claude:\n  command: [claude, --debug]\n';
    expect(await commandOf(yaml, { CLAUDE_CLI_PATH: '/opt/claude' })).toEqual(['/opt/claude', '--debug']);
    expect(await commandOf(yaml, { CLAUDE_CLI_PATH: 'bin/claude' })).toEqual(['CWD/bin/claude', '--debug']);
    expect(await commandOf(yaml, { CLAUDE_CLI_PATH: '' })).toEqual(['claude', '--debug']);
  });

  it('is taken from it without a file too, also when it stands in .env', async () => {
    const cwd = await folderOf({ '.env': 'CLAUDE_CLI_PATH=/opt/claude' });
    expect(await loadConfig({ cwd, env: {} })).toMatchObject({
      path: undefined,
      config: { claude: { command: ['/opt/claude'] } },
    });
  });
});
