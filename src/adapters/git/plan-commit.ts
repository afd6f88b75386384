import { join } from 'node:path';
import { asGitAdd } from './as-git-add.ts';
import { withFolder, type Edit } from './edit-tree.ts';
import { entriesOf } from './index-entries.ts';
import { mergeEntries } from './merge-entries.ts';
import type { RawPath } from './raw-path.ts';
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
  const asked = new Set(task.paths);
  const [before, after, inHead, staged] = await Promise.all([
    asGitAdd(shop, task.from, task),
    asGitAdd(shop, task.to, task),
    entriesInHead(shop, task.head, asked),
    shop.repository.git(['ls-files', '-s', '-z']).then((run) => entriesOf(run, asked)),
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

const entriesInHead = (
  { own }: Workshop,
  head: string | undefined,
  asked: ReadonlySet<RawPath>,
): Promise<ReadonlyMap<RawPath, Entry>> =>
  withFolder(own, async (folder) => {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    await own.git(['read-tree', head ?? '--empty'], { env });
    return entriesOf(await own.git(['ls-files', '-s', '-z'], { env }), asked);
  });
