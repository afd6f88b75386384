import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { OLDEST_VERSION } from '../adapters/claude/check-claude.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/fill-variables.ts';
import { defaultConfig } from '../config/load-config.ts';
import { ownPaths } from '../config/own-paths.ts';
import { counted, enumerated } from '../core/wording/numbers.ts';
import { care, good, type Finding } from './finding.ts';
import { isThere } from './is-there.ts';
import { looseRules } from './loose-rules.ts';

/** What `doctor` says about `claude.permissions: ask`, and about rules that are written and do not count. */
export async function permissionFindings(config: Config, env: Environment): Promise<readonly Finding[]> {
  const { claude, permissions, paths } = config;
  if (claude.permissions === 'ask') {
    const { allow, ask, deny } = permissions;
    const rules = `${counted(allow.length, 'rule')} to allow, ${ask.length} to ask, ${deny.length} to deny`;
    return [
      good(`permissions: ask, with ${rules}; needs Claude Code ${OLDEST_VERSION} or newer`),
      ...looseFindings(config, env),
      ...(await settingsFindings(config)),
    ];
  }
  const usual = defaultConfig(dirname(paths.stateFile)).permissions;
  if (isDeepStrictEqual(permissions, usual)) return [];
  return [
    care(
      `permissions: the rules under \`permissions\` count only while a task is planned, as \`claude.permissions\` is ${claude.permissions}: ` +
        'set it to ask, or take them out',
    ),
  ];
}

function looseFindings({ permissions, project, paths }: Config, env: Environment): readonly Finding[] {
  const { directory } = project;
  const place = { project: directory, cwd: directory, home: env['HOME'], own: ownPaths(paths) };
  const { running, secrets } = looseRules(permissions, { ...place, real: (path) => path });
  return [
    ...running.map(({ text }) =>
      care(
        `permissions: the rule \`${text}\` under \`permissions.allow\` lets every command run without asking that ` +
          'no other rule asks about or denies: name the commands, such as `Bash(npm test:*)`',
      ),
    ),
    ...(secrets.length > 0
      ? [
          care(
            `permissions: Claude may read files that look like secrets without asking (${enumerated(secrets)}): ` +
              'a list that you write replaces the default one; copy that of `permissions.deny` from config.example.yaml',
          ),
        ]
      : []),
  ];
}

const SETTINGS = ['settings.json', 'settings.local.json'].map((name) => join('.claude', name));

/** What the project says to the CLI, where it is not heard. */
async function settingsFindings({ project }: Config): Promise<readonly Finding[]> {
  const found = await Promise.all(
    SETTINGS.map(async (name) => ((await isThere(join(project.directory, name))) ? [name] : [])),
  );
  const names = found.flat();
  if (names.length === 0) return [];
  return [
    care(
      `permissions: ${enumerated(names)} of the project ${names.length === 1 ? 'is' : 'are'} not used in the mode ask: ` +
        'copy the rules that are to count to `permissions`',
    ),
  ];
}
