import { describe, expect, it } from '@jest/globals';
import { OLDEST_VERSION } from '../../src/adapters/claude/check-claude.ts';
import { permissionFindings } from '../../src/commands/permission-findings.ts';
import { checkFile } from '../../src/config/check-file.ts';
import { toConfig } from '../../src/config/to-config.ts';
import { DEFAULT_RULES } from '../../src/core/permission/index.ts';

/** The lines of `doctor` about a configuration. */
function found(text: string): readonly string[] {
  const checked = checkFile(text, {});
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return permissionFindings(toConfig(checked.file, '/srv/shop')).map(
    ({ mark, text: said }) => `${mark} ${said}`,
  );
}

const RULES = 'permissions:\n  allow: [Bash(npm test:*)]\n';

describe('doctor, of permissions', () => {
  it('says in the mode ask how many rules there are and which CLI is needed', () => {
    expect(found(`claude: { permissions: ask }\n${RULES}  ask: []\n  deny: []\n`)).toEqual([
      `✅ permissions: ask, with 1 rule to allow, 0 to ask, 0 to deny; needs Claude Code ${OLDEST_VERSION} or newer`,
    ]);
    const { allow, ask, deny } = DEFAULT_RULES;
    expect(found('claude: { permissions: ask }')).toEqual([
      expect.stringContaining(`${allow.length} rules to allow, ${ask.length} to ask, ${deny.length} to deny`),
    ]);
  });

  it.each(['skip', 'acceptEdits'])('warns of rules that do not count with %s', (mode) => {
    expect(found(`claude: { permissions: ${mode} }\n${RULES}`)).toEqual([
      `⚠️ permissions: the rules under \`permissions\` count only while a task is planned, as \`claude.permissions\` is ${mode}: ` +
        'set it to ask, or take them out',
    ]);
  });

  it.each([
    ['none', ''],
    ['the defaults', `permissions: { deny: ${JSON.stringify(DEFAULT_RULES.deny)} }`],
  ])('says nothing in another mode about %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
