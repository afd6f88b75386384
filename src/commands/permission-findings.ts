import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { OLDEST_VERSION } from '../adapters/claude/check-claude.ts';
import type { Config } from '../config/config.ts';
import { defaultConfig } from '../config/load-config.ts';
import { counted } from '../core/wording/numbers.ts';
import { care, good, type Finding } from './finding.ts';

/** What `doctor` says about `claude.permissions: ask`, and about rules that are written and do not count. */
export function permissionFindings({ claude, permissions, paths }: Config): readonly Finding[] {
  if (claude.permissions === 'ask') {
    const { allow, ask, deny } = permissions;
    const rules = `${counted(allow.length, 'rule')} to allow, ${ask.length} to ask, ${deny.length} to deny`;
    return [good(`permissions: ask, with ${rules}; needs Claude Code ${OLDEST_VERSION} or newer`)];
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
