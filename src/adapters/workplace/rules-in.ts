import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { isInside } from '../../core/permission/index.ts';
import type { CollectDeps } from './create-collection.ts';
import { entriesIn, statsOf } from './on-disk.ts';
import { realPath } from './real-path.ts';
import { shownPath } from './shown-path.ts';
import { whyUnseen } from './why-unseen.ts';

/** More than a person has. */
const MAX_FOLDERS = 100;
const MAX_RULES = 1000;

/** The files of rules in a folder and in those below it, sorted. */
export function rulesIn(folder: string, { surroundings: { project }, tell }: CollectDeps): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const left = [folder];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const real = realPath(next);
    if (seen.has(real)) continue;
    const { entries, fault } = lookInto(next, real, project);
    if (fault !== undefined) tell(fault);
    if (!entries) continue;
    if (seen.size === MAX_FOLDERS) {
      tell(`Only ${MAX_FOLDERS} folders are looked through for rules in "${shownPath(folder, project)}".`);
      break;
    }
    seen.add(real);
    for (const entry of entries) {
      const path = join(real, entry.name);
      if (path.endsWith('.md')) found.push(path);
      if (!entry.isFile()) left.push(path);
    }
  }
  if (found.length > MAX_RULES)
    tell(`Only the first ${MAX_RULES} rules in "${shownPath(folder, project)}" reach Claude.`);
  return found.toSorted().slice(0, MAX_RULES);
}

interface Looked {
  /** Undefined where there is no folder to look into. */
  readonly entries?: readonly Dirent[] | undefined;
  /** A sentence. */
  readonly fault?: string | undefined;
}

function lookInto(folder: string, real: string, project: string): Looked {
  const stats = statsOf(real);
  if (!stats) return { fault: whyUnseen(folder, project) };
  if (!stats.isDirectory()) return {};
  const lost = `The rules in "${shownPath(folder, project)}" do not reach Claude.`;
  if (!isInside(real, project)) return { fault: `${lost} They are outside the project.` };
  const entries = entriesIn(real);
  return entries ? { entries } : { fault: `${lost} The folder may not be listed.` };
}
