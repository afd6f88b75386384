import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { firstPrompt } from '../../src/core/prompt/index.ts';
import { FIELD_REACH } from '../../src/core/task/field-names.ts';
import { operatorWords } from '../../src/core/operator/index.ts';
import { parseTaskFile } from '../../src/core/task/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const documents = [
  'README.md',
  'docs/task-files.md',
  'docs/operations.md',
  'docs/telegram.md',
  'docs/evidence.md',
  'docs/http.md',
  'docs/permissions.md',
  'n8n-workflows/README.md',
  'docs/architecture.md',
  'CHANGELOG.md',
];

/** The fenced blocks of a kind, in order. */
const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\``, 'gm'))].map(
    ([, indent = '', body = '']) => body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

describe('the README', () => {
  it('shows a session as it is printed', () => {
    const session = read('tests/fixtures/terminal/whole-session.txt');
    const shown = blocks(read('README.md'), 'text');
    expect(shown.length).toBeGreaterThan(1);
    for (const block of shown) expect(session).toContain(block);
  });

  it('shows a task file that has no faults', () => {
    const [list = ''] = blocks(read('README.md'), 'markdown');
    expect(parseTaskFile(list)).toMatchObject({ ok: true, file: { tasks: [{}, { dependsOn: [1] }] } });
  });
});

describe('the page on task files', () => {
  const page = read('docs/task-files.md');
  const [example = ''] = blocks(page, 'markdown');
  const parsed = parseTaskFile(example);

  it('shows the prompt that its example makes', () => {
    const task = parsed.ok ? parsed.file.tasks[0] : undefined;
    const [prompt] = blocks(page, 'text');
    expect(task && `${firstPrompt(task, { position: 1, total: 2 })}\n`).toBe(prompt);
  });

  it('lists every field', () => {
    const table = page.split('\n').filter((line) => line.startsWith('| '));
    const listed = table.flatMap((line) => (line.split('|')[1] ?? '').split(',').map((name) => name.trim()));
    expect(listed).toEqual(expect.arrayContaining(Object.keys(FIELD_REACH)));
  });
});

describe('the page on permissions', () => {
  it.each(['terminal', 'shell'])('shows what Claude asks in the %s as it is printed', (place) => {
    const name = `tests/fixtures/${place}/asks.txt`;
    const [, after = ''] = read('docs/permissions.md').split(`<!-- from ${name} -->`);
    const [shown = ''] = blocks(after, 'text');
    expect(shown).toMatch(/^(⏸️|\$)/);
    expect(read(name)).toContain(shown);
  });
});

describe.each(documents)('%s', (name) => {
  const text = read(name);

  it('names commands and scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const program = read('src/main.ts');
    for (const [, command = ''] of text.matchAll(/`greenlight ([a-z]+)/g)) {
      const isWord = operatorWords.some(({ name }) => name === command);
      if (!isWord) expect(program).toContain(`.command('${command}')`);
    }
    for (const [, script = ''] of text.matchAll(/npm run ([a-z0-9:-]+)/g)) {
      // Scripts of the projects that the examples speak of.
      if (script !== 'migrate' && script !== 'dev') expect(Object.keys(scripts)).toContain(script);
    }
  });

  it('links to files that exist', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+)\)/g)) {
      if (!target.startsWith('http'))
        expect([target, existsSync(join(root, dirname(name), target))]).toEqual([target, true]);
    }
  });

  it('names settings that exist', () => {
    const example = read('config.example.yaml');
    for (const [, section = '', key = ''] of text.matchAll(
      /`(claude|permissions|limits|budget|verify|git|orchestrator|logging|paths|project|telegram|reminders|heartbeat|shutdown|server|webhooks)\.([a-z0-9_]+)`/g,
    )) {
      expect(example).toMatch(new RegExp(`^${section}:(\\n(  .*)?)*?\\n  (# )?${key}:`, 'm'));
    }
  });
});
