import { stat } from 'node:fs/promises';
import { execa } from 'execa';

export type RepositoryCheck =
  /** The directory itself is missing. */
  | { readonly kind: 'no-directory' }
  | { readonly kind: 'no-git' }
  | { readonly kind: 'no-repository' }
  /** `changed`: how many files differ from the last commit; `branch` is undefined on a detached HEAD. */
  | { readonly kind: 'repository'; readonly branch: string | undefined; readonly changed: number };

/** Looks at the working directory with the operator's git; changes nothing. */
export async function checkRepository(
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RepositoryCheck> {
  if (!(await isDirectory(directory))) return { kind: 'no-directory' };
  const git = (...args: readonly string[]) =>
    execa('git', ['-C', directory, ...args], {
      env: { PATH: env['PATH'], HOME: env['HOME'], LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });
  const status = await git('status', '--porcelain', '--branch');
  if (status.code === 'ENOENT') return { kind: 'no-git' };
  if (status.exitCode !== 0) return { kind: 'no-repository' };
  const [head = '', ...changed] = status.stdout.split('\n');
  const branch = /^## (?:No commits yet on )?(.+?)(?:\.\.\..*)?$/.exec(head)?.[1];
  return {
    kind: 'repository',
    branch: branch === 'HEAD (no branch)' ? undefined : branch,
    changed: changed.filter((line) => line !== '').length,
  };
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
