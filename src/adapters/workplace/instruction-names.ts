import { join, relative, resolve, sep } from 'node:path';
import type { InstructionKind } from '../../core/prompt/index.ts';
import { isInside, statsOf } from './inside.ts';
import { namesIn } from './names-in.ts';
import { realPath } from './real-path.ts';

/** A file that the CLI would read by itself. */
export interface Named {
  readonly path: string;
  readonly kind: InstructionKind;
}

/** More than a person keeps rules in. */
const MAX_RULE_FOLDERS = 100;

/** The folders from the project's down to the one that is worked in; that of the project alone where this is elsewhere. */
export function foldersTo(project: string, workingDirectory: string): readonly string[] {
  const way = relative(project, resolve(project, workingDirectory));
  if (way === '' || !isInside(join(project, way), project)) return [project];
  const names = way.split(sep);
  return [project, ...names.map((_, index) => join(project, ...names.slice(0, index + 1)))];
}

/** In the order of the CLI; but its order of the rules is that in which the disk lists them. */
export const instructionsOf = (folder: string, project: string): readonly Named[] => [
  { path: join(folder, 'CLAUDE.md'), kind: 'project' },
  { path: join(folder, '.claude', 'CLAUDE.md'), kind: 'project' },
  ...rulesIn(join(folder, '.claude', 'rules'), project).map((path): Named => ({ path, kind: 'rule' })),
  { path: join(folder, 'CLAUDE.local.md'), kind: 'private' },
];

/** What the newest CLI reads in a project that has no instructions for Claude alone. */
export const agentsOf = (folder: string): readonly Named[] => [
  { path: join(folder, 'AGENTS.md'), kind: 'project' },
  { path: join(folder, '.claude', 'AGENTS.md'), kind: 'project' },
];

function rulesIn(folder: string, project: string): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const left = [folder];
  for (let next = left.pop(); next !== undefined && seen.size < MAX_RULE_FOLDERS; next = left.pop()) {
    const real = realPath(next);
    if (seen.has(real) || !isInside(real, project)) continue;
    seen.add(real);
    const paths = namesIn(real).map((name) => join(real, name));
    found.push(...paths.filter((path) => path.endsWith('.md')));
    left.push(...paths.filter((path) => statsOf(path)?.isDirectory()));
  }
  return found.toSorted();
}
