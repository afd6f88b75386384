import { isInside, judge, type PermissionRules, type Surroundings } from '../../core/permission/index.ts';
import { deceives } from '../../core/text/spelled-out.ts';

/** As the CLI: a CLAUDE.md names a file, which names another, and so on. */
const MAX_DEPTH = 4;

export interface Brought {
  readonly path: string;
  /** Where its links lead. */
  readonly real: string;
  /** How many files stand between it and the one that was read by itself; 0 for that. */
  readonly depth: number;
}

/** Why a file is not for Claude unasked, as a sentence; undefined where it is. */
export function whyLeftOut(
  { path, real, depth }: Brought,
  surroundings: Surroundings,
  rules: PermissionRules,
): string | undefined {
  if (!isInside(real, surroundings.project)) return 'It is outside the project.';
  if (/[\n\t]/.test(real) || deceives(real)) return 'Its name holds characters that cannot be seen.';
  // A call that no rule is about is asked about; a file of instructions was meant for Claude all the same.
  // (Both: the links of a path may have been others when it was looked where they lead.)
  for (const file_path of new Set([path, real])) {
    const { ruling, rule, why } = judge({ tool: 'Read', input: { file_path } }, rules, surroundings);
    if (ruling === 'deny' || (ruling === 'ask' && rule !== undefined)) return why;
  }
  return depth > MAX_DEPTH
    ? `It is named by a file that is named by another, and so on, more than ${MAX_DEPTH} times.`
    : undefined;
}
