import type { Moved } from '../gate/index.ts';
import { somePaths } from './paths.ts';

/** What is not as it was; `since` is "since the last card" or the like. No full stop at the end. */
export function whatMoved({ paths, total, head }: Moved, since: string): string {
  const commit = 'the checked-out commit (HEAD) is not the same any more';
  if (total > 0) return `the files changed ${since}: ${somePaths(paths, total)}${head ? `; ${commit}` : ''}`;
  return head ? commit : `the working directory changed ${since}`;
}
