import { recordsOf, type RawPath } from './raw-path.ts';
import type { GitRun } from './run-git.ts';
import type { Entry } from './tree-differences.ts';

/** A tree says of what type it is, too. */
const ENTRY = /^(\d+) (?:blob |commit )?([0-9a-f]+)/;

/** Reads `ls-files -s -z` or `ls-tree -r -z`: of the paths that are asked for, those that are there. */
export function entriesOf({ out }: GitRun, asked: ReadonlySet<RawPath>): ReadonlyMap<RawPath, Entry> {
  const found = new Map<RawPath, Entry>();
  for (const record of recordsOf(out)) {
    const tab = record.indexOf('\t');
    const path = record.slice(tab + 1);
    const [, mode = '', id = ''] = ENTRY.exec(record) ?? [];
    if (asked.has(path)) found.set(path, { mode, id });
  }
  return found;
}
