import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { conflictsIn } from './conflicts-in.ts';
import type { Repository } from './locate-repository.ts';
import { named } from './raw-path.ts';
import { readHead } from './read-head.ts';

/** Files of the git directory that are there while git is in the middle of something. */
const IN_THE_MIDDLE = {
  MERGE_HEAD: 'merge',
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
  BISECT_LOG: 'bisect',
};

/** Why no commit can be made on the current branch; undefined when one can. */
export async function whatForbidsCommit(repository: Repository): Promise<string | undefined> {
  const { git, gitDir, top } = repository;
  for (const [name, what] of Object.entries(IN_THE_MIDDLE))
    if (existsSync(join(gitDir, name)))
      return `A ${what} is in progress in ${top}: finish it (git ${what}), then commit.`;
  const conflicts = await conflictsIn(repository);
  if (conflicts.length > 0)
    return `There are conflicts that are not resolved (${named(conflicts)}): resolve them first.`;
  if ((await readHead(repository)).branch === undefined)
    return 'HEAD is on no branch (detached), so there is none to commit to: check out a branch first.';
  const identity = await git(['-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT'], {
    allow: [1, 128],
  });
  if (identity.code === 0) return undefined;
  return 'git has no name and address to commit with: set user.name and user.email (git config --global user.name "Your Name").';
}
