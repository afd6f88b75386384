import { asGitAdd } from './as-git-add.ts';
import type { Edit } from './edit-tree.ts';
import { entriesOf } from './index-entries.ts';
import { mergeEntries } from './merge-entries.ts';
import type { RawPath } from './raw-path.ts';
import type { GitRun } from './run-git.ts';
import { isSame, type Entry } from './tree-differences.ts';
import type { Workshop } from './workshop.ts';

/** What becomes of one path of the operator's index. */
export interface IndexEdit {
  readonly path: RawPath;
  readonly from: Entry | undefined;
  readonly to: Entry | undefined;
}

export type Plan =
  | { readonly kind: 'plan'; readonly edits: readonly Edit[]; readonly index: readonly IndexEdit[] }
  | { readonly kind: 'conflict'; readonly paths: readonly RawPath[] };

export interface Task {
  readonly from: string;
  readonly to: string;
  readonly head: string | undefined;
  /** What the task changed. */
  readonly paths: readonly RawPath[];
}

/** Each path twice: what the task did to it, done to HEAD; and what that did to HEAD, done to what is staged. */
export async function planCommit(shop: Workshop, task: Task): Promise<Plan> {
  const paths = new Set(task.paths);
  const asked = (run: GitRun) => entriesOf(run, paths);
  const [before, after, inHead, staged] = await Promise.all([
    asGitAdd(shop, task.from, task),
    asGitAdd(shop, task.to, task),
    task.head === undefined ? NONE : shop.own.git(['ls-tree', '-r', '-z', task.head]).then(asked),
    shop.repository.git(['ls-files', '-s', '-z']).then(asked),
  ]);
  const edits: Edit[] = [];
  const index: IndexEdit[] = [];
  const conflicts: RawPath[] = [];
  for (const path of task.paths) {
    const [head, stage] = [inHead.get(path), staged.get(path)];
    const commit = await mergeEntries(shop, { base: before.get(path), ours: head, theirs: after.get(path) });
    if (commit.kind === 'conflict') {
      conflicts.push(path);
      continue;
    }
    const entry = commit.entry;
    const next = await mergeEntries(shop, { base: head, ours: stage, theirs: entry });
    if (next.kind === 'conflict') conflicts.push(path);
    else if (!isSame(next.entry, stage)) index.push({ path, from: stage, to: next.entry });
    if (!isSame(entry, head)) edits.push({ path, entry });
  }
  return conflicts.length > 0 ? { kind: 'conflict', paths: conflicts } : { kind: 'plan', edits, index };
}

const NONE: ReadonlyMap<RawPath, Entry> = new Map();
