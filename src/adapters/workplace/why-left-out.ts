import { judge, type PermissionRules, type Surroundings } from '../../core/permission/index.ts';
import { deceives } from '../../core/text/spelled-out.ts';
import { isInside } from './inside.ts';

/** As the CLI: a CLAUDE.md names a file, which names another, and so on. */
export const MAX_DEPTH = 4;

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
  const { ruling, rule, why } = judge({ tool: 'Read', input: { file_path: path } }, rules, surroundings);
  if (ruling === 'deny' || (ruling === 'ask' && rule !== undefined)) return why;
  return depth > MAX_DEPTH
    ? `It is named by a file that is named by another, and so on, more than ${MAX_DEPTH} times.`
    : undefined;
}
