import { join, relative, resolve, sep } from 'node:path';
import { isInside } from '../../core/permission/index.ts';
import type { CollectDeps, Wanted } from './create-collection.ts';
import { rulesIn } from './rules-in.ts';

/** The folders from the project's down to the one that is worked in; that of the project alone where this is elsewhere. */
export function foldersTo(project: string, workingDirectory: string): readonly string[] {
  const folder = resolve(project, workingDirectory);
  if (folder === project || !isInside(folder, project)) return [project];
  const names = relative(project, folder).split(sep);
  return [project, ...names.map((_, index) => join(project, ...names.slice(0, index + 1)))];
}

/** In the order of the CLI; but its order of the rules is that in which the disk lists them. */
export const instructionsOf = (folder: string, deps: CollectDeps): readonly Wanted[] => [
  { path: join(folder, 'CLAUDE.md'), kind: 'project' },
  { path: join(folder, '.claude', 'CLAUDE.md'), kind: 'project' },
  ...rulesIn(join(folder, '.claude', 'rules'), deps).map((path): Wanted => ({ path, kind: 'rule' })),
  { path: join(folder, 'CLAUDE.local.md'), kind: 'private' },
];

/** What the newest CLI reads in a project that has no instructions for Claude alone. */
export const agentsOf = (folder: string): readonly Wanted[] => [
  { path: join(folder, 'AGENTS.md'), kind: 'project' },
  { path: join(folder, '.claude', 'AGENTS.md'), kind: 'project' },
];
