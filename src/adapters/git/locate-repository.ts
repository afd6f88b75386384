import { realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { GitTrouble } from './git-trouble.ts';
import { createGit, lineOf, type Git } from './run-git.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Repository {
  /** Of the working tree, without symbolic links. */
  readonly top: string;
  /** The project's directory from the top: empty when it is the top. */
  readonly below: string;
  /** Of this working tree: a linked one has its own. */
  readonly gitDir: string;
  /** Of the repository, with what all its working trees share. */
  readonly commonDir: string;
  readonly objects: string;
  readonly index: string;
  /** The file of the operator's own ignore rules. */
  readonly exclude: string;
  readonly hash: string;
  readonly env: Environment;
  /** Git with the operator's configuration, in the top. */
  readonly git: Git;
}

export type Located =
  | { readonly kind: 'repository'; readonly repository: Repository }
  | { readonly kind: 'none' | 'refused'; readonly sentence: string };

/** Nothing of the operator's that runs by itself runs, and no reflog but a branch's own is written. */
const QUIET = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  // `syncObjects` waits once for all objects.
  'core.fsync=reference',
  // Files that an attempt makes could look like one, with settings of their own.
  'safe.bareRepository=explicit',
  'core.quotePath=false',
  'advice.addEmbeddedRepo=false',
  'gc.auto=0',
];

export async function locateRepository(directory: string, env: Environment): Promise<Located> {
  if (!(await isDirectory(directory)))
    return { kind: 'none', sentence: `The directory ${directory} does not exist.` };
  const place = { env: { PATH: env['PATH'], HOME: env['HOME'] }, config: QUIET };
  const git = createGit({ cwd: directory, ...place });
  try {
    const found = await git([...ASK, ...KIND, ...PLACES.flat()], { allow: [128] });
    const [inside, hash = '', ...places] = lineOf(found).split('\n');
    if (inside === 'false') return bare(directory);
    if (found.code !== 0) return notFound(directory, found.err);
    return { kind: 'repository', repository: await look(directory, { git, hash, places, place }) };
  } catch (error) {
    if (!(error instanceof GitTrouble)) throw error;
    const kind = error.message.includes('not found on the PATH') ? 'none' : 'refused';
    return { kind, sentence: error.message };
  }
}

interface Found {
  readonly git: Git;
  readonly hash: string;
  readonly places: readonly string[];
  readonly place: { readonly env: Environment; readonly config: readonly string[] };
}

const ASK = ['rev-parse', '--path-format=absolute'];
const KIND = ['--is-inside-work-tree', '--show-object-format'];
const PLACES = [
  ['--show-toplevel'],
  ['--git-dir'],
  ['--git-common-dir'],
  ['--git-path', 'objects'],
  ['--git-path', 'index'],
  ['--git-path', 'info/exclude'],
] as const;

async function look(directory: string, { git, hash, places, place }: Found): Promise<Repository> {
  // A path may hold line breaks: then one question a run.
  const answers =
    places.length === PLACES.length
      ? places
      : await Promise.all(PLACES.map(async (question) => lineOf(await git([...ASK, ...question]))));
  const [shown = '', gitDir = '', commonDir = '', objects = '', index = '', exclude = ''] = answers;
  const top = await realpath(shown);
  const below = relative(top, await realpath(directory));
  return {
    ...{ top, below, gitDir, commonDir, objects, index, exclude, hash },
    ...{ env: place.env, git: createGit({ cwd: top, ...place }) },
  };
}

function notFound(directory: string, complaint: string): Located {
  if (complaint.includes('bare repository')) return bare(directory);
  if (complaint.includes('dubious ownership')) {
    const sentence =
      `git does not trust the repository of ${directory}, because it belongs to somebody else: ` +
      `git config --global --add safe.directory with its path tells git that it may be used.`;
    return { kind: 'refused', sentence };
  }
  if (/not a git repository|not in a git directory/i.test(complaint))
    return { kind: 'none', sentence: `There is no git repository at ${directory}.` };
  const reason =
    complaint
      .trim()
      .split('\n')[0]
      ?.replace(/^fatal: /, '') ?? '';
  return { kind: 'refused', sentence: `git cannot read the repository of ${directory}: ${reason}.` };
}

const bare = (directory: string): Located => ({
  kind: 'refused',
  sentence: `${directory} is inside a repository without a working tree: set project.directory to a checkout of it.`,
});

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(join(path, '.'))).isDirectory();
  } catch {
    return false;
  }
}
