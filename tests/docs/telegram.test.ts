import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/config/load-config.ts';
import { operatorWords } from '../../src/core/operator/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const page = read('docs/telegram.md');
const [around = '', day = ''] = page.split('<!-- day -->');

/** Blocks of YAML, also in a list. */
const yamlIn = (text: string): readonly string[] =>
  [...text.matchAll(/^( *)```yaml\n([^]*?)^\1```/gm)].map(([, indent = '', body = '']) =>
    body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

describe.each(['README.md', 'docs/telegram.md', 'docs/permissions.md'])(
  'the configurations in %s',
  (name) => {
    it.each(yamlIn(read(name)).map((yaml) => [yaml]))('can be loaded: %s', async (yaml) => {
      const cwd = await mkdtemp(join(tmpdir(), 'greenlight-docs-'));
      try {
        await writeFile(join(cwd, 'config.yaml'), yaml);
        const env = { TELEGRAM_BOT_TOKEN: `123456789:${'A'.repeat(35)}` };
        expect(await loadConfig({ cwd, env, path: undefined })).toMatchObject({ ok: true });
      } finally {
        await rm(cwd, { recursive: true });
      }
    });
  },
);

describe('the page on Telegram', () => {
  it('lists every command, and none besides', () => {
    const listed = [...around.matchAll(/^\| `\/(\w+)/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(operatorWords.map(({ name }) => name).toSorted());
  });

  it('explains every button of the day, as it is labelled', () => {
    const rows = day.split('\n').filter((line) => /^ {2}(?:\[[^\]]+\] ?)+$/.test(line));
    const labels = rows.flatMap((row) => [...row.matchAll(/\[([^\]]+)\]/g)].map(([, label = '']) => label));
    const explained = [...around.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label = '']) => label);
    expect(labels.length).toBeGreaterThan(20);
    const missing = labels
      .map((label) => label.replace(/^(Retry task|Undo task|Redo task|Diff of task|End attempt) \d+$/, '$1'))
      .filter((label) => !explained.some((name) => name.startsWith(label)));
    expect(missing).toEqual([]);
  });

  it('names settings that exist', () => {
    const example = read('config.example.yaml');
    for (const [, section = '', key = ''] of around.matchAll(/`(telegram|reminders|claude)\.([a-z_]+)`/g))
      expect(example).toMatch(new RegExp(`^${section}:(\\n(  .*)?)*?\\n  (# )?${key}:`, 'm'));
  });

  it.each(['README.md', 'docs/telegram.md'])('and %s show pictures that exist', (name) => {
    const shown = [...read(name).matchAll(/!\[[^\]]+\]\(([^)]+\.svg)\)/g)].map(([, path = '']) => path);
    expect(shown.length).toBeGreaterThan(2);
    const folder = name === 'README.md' ? root : join(root, 'docs');
    expect(shown.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });
});
