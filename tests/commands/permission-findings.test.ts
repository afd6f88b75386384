import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OLDEST_VERSION } from '../../src/adapters/claude/check-claude.ts';
import { permissionFindings } from '../../src/commands/permission-findings.ts';
import { checkFile } from '../../src/config/check-file.ts';
import { toConfig } from '../../src/config/to-config.ts';
import { DEFAULT_RULES } from '../../src/core/permission/index.ts';
import { useFolders } from '../config/folder-of.ts';

const folderOf = useFolders();

/** The lines of `doctor` about a configuration. */
async function found(text: string, folder = '/srv/shop'): Promise<readonly string[]> {
  const checked = checkFile(text, {});
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  const findings = await permissionFindings(toConfig(checked.file, folder), { HOME: '/home/ann' });
  return findings.map(({ mark, text: said }) => `${mark} ${said}`);
}

const RULES = 'permissions:\n  allow: [Bash(npm test:*)]\n';

describe('doctor, of permissions', () => {
  it('says in the mode ask how many rules there are and which CLI is needed', async () => {
    expect(await found(`claude: { permissions: ask }\n${RULES}  ask: []\n  deny: []\n`)).toEqual([
      `✅ permissions: ask, with 1 rule to allow, 0 to ask, 0 to deny; needs Claude Code ${OLDEST_VERSION} or newer`,
    ]);
    const { allow, ask, deny } = DEFAULT_RULES;
    expect(await found('claude: { permissions: ask }')).toEqual([
      expect.stringContaining(`${allow.length} rules to allow, ${ask.length} to ask, ${deny.length} to deny`),
    ]);
  });

  it.each(['skip', 'acceptEdits'])('warns of rules that do not count with %s', async (mode) => {
    expect(await found(`claude: { permissions: ${mode} }\n${RULES}`)).toEqual([
      `⚠️ permissions: the rules under \`permissions\` count only while a task is planned, as \`claude.permissions\` is ${mode}: ` +
        'set it to ask, or take them out',
    ]);
  });

  it.each([
    ['none', ''],
    ['the defaults', `permissions: { deny: ${JSON.stringify(DEFAULT_RULES.deny)} }`],
  ])('says nothing in another mode about %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['allow: [Read(/**)]\n  deny: []', '.npmrc, server.key, id_rsa, credentials.json and .aws/credentials'],
    ['deny: [Read(**/*.key)]', '.npmrc, id_rsa, credentials.json and .aws/credentials'],
    ['allow: [Bash(cat:*)]\n  deny: []', '.npmrc, server.key, id_rsa, credentials.json and .aws/credentials'],
  ])('warns of secrets that are read without asking by %s', async (rules, names) => {
    expect((await found(`claude: { permissions: ask }\npermissions:\n  ${rules}\n`)).slice(1)).toEqual([
      `⚠️ permissions: Claude may read files that look like secrets without asking (${names}): ` +
        'a list that you write replaces the default one; copy that of `permissions.deny` from config.example.yaml',
    ]);
  });

  it.each(['Bash', 'Bash(*)', 'Bash(:*)'])('warns of %s, which lets every command run', async (rule) => {
    const rules = `permissions: { allow: ['Bash(npm test:*)', '${rule}'] }`;
    expect((await found(`claude: { permissions: ask }\n${rules}`)).slice(1)).toEqual([
      expect.stringMatching(
        /^⚠️ permissions: the rule `Bash.{0,4}` under `permissions.allow` lets every command run/,
      ),
    ]);
  });

  it('tells that the settings of the project are not used', async () => {
    const folder = await folderOf();
    await mkdir(join(folder, '.claude'));
    await writeFile(join(folder, '.claude/settings.json'), '{}');
    expect(await found('claude: { permissions: ask }', folder)).toEqual([
      expect.stringMatching(/^✅/),
      '⚠️ permissions: .claude/settings.json of the project is not used in the mode ask: copy the rules that are to count to `permissions`',
    ]);
    expect(await found('', folder)).toEqual([]);
  });
});
