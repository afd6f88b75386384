import type { ChangedFile, TreeChanges } from '../../app/ports/checkpoints.ts';
import { readablePath, recordsOf } from './raw-path.ts';
import type { Workshop } from './workshop.ts';

const MOST_LISTED = 1_000;
/** More files than these are not compared for renames that also changed content. */
export const RENAMES = ['-M', '-l1000'];
/** No program of the operator's has a part in a diff. */
export const PLAIN = ['--no-ext-diff', '--no-textconv', '--no-color'];

interface Lines {
  readonly added: number | undefined;
  readonly removed: number | undefined;
}

export async function changesBetween({ own }: Workshop, from: string, to: string): Promise<TreeChanges> {
  if (from === to) return { files: [], total: 0, added: 0, removed: 0 };
  const args = ['diff-tree', '-r', '-z', '--raw', '--numstat', ...RENAMES, ...PLAIN, from, to];
  const records = recordsOf((await own.git(args)).out);
  const { files, next } = readRaw(records);
  const lines = readNumstat(records, next);
  const sum = (which: keyof Lines) => lines.reduce((total, each) => total + (each[which] ?? 0), 0);
  return {
    files: files.slice(0, MOST_LISTED).map((file, index) => ({ ...file, ...lines[index] })),
    total: files.length,
    added: sum('added'),
    removed: sum('removed'),
  };
}

/** `:old-mode new-mode old-id new-id status`, then the path; of a renamed file both. */
function readRaw(records: readonly string[]): {
  readonly files: readonly ChangedFile[];
  readonly next: number;
} {
  const files: ChangedFile[] = [];
  let next = 0;
  for (let record = records[0]; record?.startsWith(':') === true; record = records[next]) {
    const [one = '', two] = records.slice(next + 1, next + 3).map(readablePath);
    const change = changeIn(record.slice(1).split(' '));
    files.push(change === 'renamed' ? { path: two ?? '', change, from: one } : { path: one, change });
    next += change === 'renamed' ? 3 : 2;
  }
  return { files, next };
}

/** `added removed path`, and a path may begin with a tab; of a renamed file it is empty and both follow. */
function readNumstat(records: readonly string[], start: number): readonly Lines[] {
  const lines: Lines[] = [];
  for (let next = start; next < records.length; next += 1) {
    const [added = '', removed = '', ...path] = (records[next] ?? '').split('\t');
    lines.push({ added: count(added), removed: count(removed) });
    if (path.length === 1 && path[0] === '') next += 2;
  }
  return lines;
}

const count = (text: string): number | undefined => (text === '-' ? undefined : Number(text));

const CHANGES: Readonly<Record<string, ChangedFile['change']>> = {
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  T: 'type',
};

function changeIn([oldMode, newMode, oldId, newId, status = '']: readonly string[]): ChangedFile['change'] {
  return CHANGES[status[0] ?? ''] ?? (oldId === newId && oldMode !== newMode ? 'mode' : 'modified');
}
