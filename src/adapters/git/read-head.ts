import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from './durable.ts';
import type { Repository } from './locate-repository.ts';
import { lineOf } from './run-git.ts';

export interface Head {
  readonly head: string | undefined;
  readonly branch: string | undefined;
}

const BRANCH = 'refs/heads/';

const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?\n?$/;

/** From the files of the repository where they say it, because a process costs more than all the rest. */
export async function readHead(repository: Repository): Promise<Head> {
  const text = await readFile(join(repository.gitDir, 'HEAD'), 'utf8');
  if (ID.test(text)) return { head: text.trim(), branch: undefined };
  const [, named] = /^ref: (.+)\n?$/.exec(text) ?? [];
  // A repository that keeps its refs in another form has a HEAD of this name for the eyes of older programs.
  if (named?.startsWith(BRANCH) !== true || named === `${BRANCH}.invalid`) return askHead(repository);
  const loose = (await readIfThere(join(repository.commonDir, named)))?.trim();
  const head = loose !== undefined && ID.test(loose) ? loose : await askCommit(repository);
  return { head, branch: named.slice(BRANCH.length) };
}

async function askHead(repository: Repository): Promise<Head> {
  const ref = lineOf(await repository.git(['symbolic-ref', '-q', 'HEAD'], { allow: [1] }));
  const branch = ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined;
  return { head: await askCommit(repository), branch };
}

/** Undefined before the first commit. */
async function askCommit({ git }: Repository): Promise<string | undefined> {
  const found = await git(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}'], { allow: [1, 128] });
  return found.code === 0 ? lineOf(found) : undefined;
}
