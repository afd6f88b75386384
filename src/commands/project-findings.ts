import { checkRepository } from '../adapters/git/check-repository.ts';
import { createCheckpoints } from '../adapters/git/checkpoints.ts';
import { acquireLock } from '../adapters/storage/process-lock.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/fill-variables.ts';
import { ownPaths } from '../config/own-paths.ts';
import { bad, care, good, type Finding } from './finding.ts';

/** What `doctor` says about the folder in which Claude works, and whether its files can be shown and brought back. */
export async function projectFindings(config: Config, env: Environment): Promise<readonly Finding[]> {
  const { project, git } = config;
  const repository = await checkRepository(project.directory, env);
  const place = `project: ${project.name} in ${project.directory}`;
  switch (repository.kind) {
    case 'no-directory':
      return [bad(`${place}: that folder is not there: make it, or correct \`project.directory\``)];
    case 'no-git':
      return [care(`${place}; git is not installed: ${WITHOUT}; install git`)];
    case 'no-repository': {
      const files = await lookAtFiles(config, env);
      if (files.kind === 'refused') return [bad(`${place}: ${files.sentence} ${NOTHING_STARTS}`)];
      return [care(`${place}, not a git repository: ${WITHOUT}; \`git init\` there makes it one`)];
    }
    case 'repository': {
      const { branch, changed } = repository;
      const state = changed === 0 ? 'clean' : `${changed} changed`;
      return [
        good(`${place}, git repository on ${branch ?? 'a detached HEAD'}, ${state}`),
        undoFinding(await lookAtFiles(config, env)),
        ...(git.commit && branch === undefined ? [care(NO_BRANCH)] : []),
      ];
    }
  }
}

const WITHOUT = 'what a task changes cannot be shown or undone';
const NOTHING_STARTS = 'No attempt starts before that';
const NO_BRANCH =
  'git.commit: on a detached HEAD no task becomes a commit: check out a branch (git switch NAME)';

type Files =
  | { readonly kind: 'kept' }
  | { readonly kind: 'none' | 'refused'; readonly sentence: string }
  /** The folder of the state cannot be written, which has a finding of its own. */
  | { readonly kind: 'unseen' }
  /** By which process. */
  | { readonly kind: 'in-use'; readonly pid: number };

/** What a running Greenlight has half done is not for another process to finish: that one looks itself. */
async function lookAtFiles({ project, paths }: Config, env: Environment): Promise<Files> {
  const lock = await acquireLock(paths.stateFile).catch(() => undefined);
  if (!lock) return { kind: 'unseen' };
  if (!lock.ok) return { kind: 'in-use', pid: lock.holder.pid };
  try {
    const { directory } = project;
    const found = await createCheckpoints({ directory, env, ownPaths: ownPaths(paths) }).check();
    return found.ok ? { kind: 'kept' } : found;
  } finally {
    await lock.release();
  }
}

function undoFinding(files: Files): Finding {
  switch (files.kind) {
    case 'kept':
      return good('undo: the files can be kept before and after each attempt (refs/greenlight)');
    case 'none':
      return care(`undo: ${WITHOUT}. ${files.sentence}`);
    case 'refused':
      return bad(`undo: ${files.sentence} ${NOTHING_STARTS}`);
    case 'unseen':
      return care('undo: not looked at, as the folder of the state cannot be written');
    case 'in-use':
      return good(`undo: Greenlight runs (process ${files.pid}) and looks before each attempt`);
  }
}
