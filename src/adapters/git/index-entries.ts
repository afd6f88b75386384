import { recordsOf, type RawPath } from './raw-path.ts';
import type { GitRun } from './run-git.ts';
import type { Entry } from './tree-differences.ts';

/** Reads `ls-files -s -z`: of the paths that are asked for, those that the index has. */
export function entriesOf({ out }: GitRun, asked: ReadonlySet<RawPath>): ReadonlyMap<RawPath, Entry> {
  const found = new Map<RawPath, Entry>();
  for (const record of recordsOf(out)) {
    const tab = record.indexOf('\t');
    const path = record.slice(tab + 1);
    const [mode = '', id = ''] = record.slice(0, tab).split(' ');
    if (asked.has(path)) found.set(path, { mode, id });
  }
  return found;
}
