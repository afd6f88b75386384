import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorkplace } from '../../../../src/adapters/workplace/workplace.ts';
import { startMessagesApi, type MessagesApi } from '../../../../src/demo/messages-api.ts';
import { say } from '../../../../src/demo/model-script.ts';
import { IMPORT_FORMS } from '../../../core/prompt/import-forms.ts';
import { claudeEnv, runClaude } from '../../../helpers/scripted-claude.ts';

// Greenlight gives Claude the project's instructions itself where the CLI is told not to. With another version:
// GREENLIGHT_TEST_CLAUDE=/path/to/claude npm run test:slow -- tests/adapters/claude/asking

const forms = Object.entries(IMPORT_FORMS);

const FILES: Readonly<Record<string, string>> = {
  'CLAUDE.md': [
    ...forms.map(([name, [form]]) => `Section ${name}\n\n${form.replaceAll('FILE', `${name}.md`)}\n\nEnd.`),
    '<!-- A note. -->',
    '@data.json @plain @with\\ blank.md @missing.md @docs',
  ].join('\n\n'),
  ...Object.fromEntries(forms.map(([name]) => [`${name}.md`, `Text of ${name}.`])),
  'data.json': '{"a": 1}',
  plain: 'Plain.',
  'with blank.md': 'Blank.',
  'docs/index.md': 'Index.',
  '.claude/CLAUDE.md': 'Hidden. @near.md @../docs/chain1.md',
  '.claude/near.md': 'Near.',
  'docs/chain1.md': 'One. @chain2.md @../CLAUDE.md',
  'docs/chain2.md': 'Two. @chain3.md',
  'docs/chain3.md': 'Three. @chain4.md @chain1.md',
  'docs/chain4.md': 'Four. @chain5.md',
  'docs/chain5.md': 'Five.',
  '.claude/rules/deep/rule.md': 'Rule. @more.md',
  '.claude/rules/deep/more.txt': 'No rule.',
  'CLAUDE.local.md': 'Mine. @docs/index.md',
};

const BELOW: Readonly<Record<string, string>> = {
  'web/CLAUDE.md': 'Web. @here.md',
  'web/here.md': 'Here.',
  'web/app/CLAUDE.local.md': 'My app.',
  'web/app/.claude/CLAUDE.md': 'App.',
  'web/app/below/CLAUDE.md': 'Below.',
};

let root: string;
let api: MessagesApi;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-instructions-')));
  api = await startMessagesApi(() => say('Done.'));
});
afterAll(async () => {
  await api.close();
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

async function made(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const project = join(root, name);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  return project;
}

/** Each file as it is headed, with what it says; blank lines count for nothing. */
function parts(text: string, project: string): readonly string[] {
  return text
    .replaceAll(`${project}/`, '')
    .split(/\n(?=Contents of )/)
    .filter((part) => part.startsWith('Contents of '))
    .map((part) => part.replace(/\s*\n\s*/g, '\n').trim());
}

/** What the CLI gives the model of the project by itself. */
async function byTheCli(project: string, folder: string, sources: string): Promise<readonly string[]> {
  const home = join(root, 'home');
  await mkdir(home, { recursive: true });
  const flags = ['--setting-sources', sources];
  await runClaude('Do it.', { cwd: join(project, folder), env: claudeEnv(api, home), flags });
  const [first] = api.requests.at(-1)?.body.messages ?? [];
  const blocks = typeof first?.content === 'string' ? [{ text: first.content }] : (first?.content ?? []);
  const text = blocks.find((block) => block.text?.includes('Contents of '))?.text ?? '';
  return parts(text.split(/\n# currentDate|\n<\/system-reminder>/)[0] ?? '', project);
}

async function byGreenlight(project: string, folder: string): Promise<readonly string[]> {
  const rules = { allow: [], ask: [], deny: [] };
  const deps = { projectDirectory: project, ownPaths: [], env: {}, rules, tell: () => {} };
  return parts((await createWorkplace(deps).instructions(folder)) ?? '', project);
}

describe("the project's instructions", () => {
  it('are given by Greenlight as the CLI gives them', async () => {
    const project = await made('whole', FILES);
    const given = await byGreenlight(project, '.');
    expect(given).toEqual(await byTheCli(project, '.', 'user,project,local'));
    expect(given.length).toBeGreaterThan(30);
  });

  it('are given so for a folder below, too', async () => {
    const project = await made('below', { 'CLAUDE.md': 'Top.', 'CLAUDE.local.md': 'Mine.', ...BELOW });
    const given = await byGreenlight(project, 'web/app');
    // (The CLI brings in only what is in the folder it is started in, Greenlight what is in the project.)
    expect(given.filter((part) => !part.startsWith('Contents of web/here.md'))).toEqual(
      await byTheCli(project, 'web/app', 'user,project,local'),
    );
    expect(given).toHaveLength(6);
  });

  it('do not come from the CLI with the settings of the user alone', async () => {
    const project = await made('user', {
      'CLAUDE.md': 'Top.',
      'CLAUDE.local.md': 'Mine.',
      'AGENTS.md': 'All.',
    });
    expect(await byTheCli(project, '.', 'user')).toEqual([]);
  });
});
