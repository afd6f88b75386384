import { mkdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, removeFile } from './durable.ts';
import type { Repository } from './locate-repository.ts';
import { readablePath, recordsOf } from './raw-path.ts';
import { createGit, createGitStream, type Git, type GitStream } from './run-git.ts';

/**
 * A git directory of Greenlight's own in the operator's, over the same working tree and the same objects. Its index is
 * not the operator's, and neither are its settings: no hook, filter, line ending or sparse checkout of his has a part in
 * what is kept, so that states hold the very bytes on the disk.
 */
export interface PrivateGit {
  readonly git: Git;
  readonly stream: GitStream;
  /** Holds the git directory and the journals. */
  readonly folder: string;
  readonly index: string;
  /** The index of a restore that is under way. */
  readonly wayBack: string;
}

/** Of the attributes only these change bytes; `info/attributes` is stronger than the files in the tree. */
const ATTRIBUTES = '* -text -filter -ident !working-tree-encoding\n';

export async function openPrivateGit(repository: Repository, runs: string): Promise<PrivateGit> {
  const folder = join(repository.gitDir, 'greenlight');
  const gitDir = join(folder, 'git');
  const index = join(gitDir, 'index');
  await Promise.all(
    ['refs', 'objects', 'info'].map((name) => mkdir(join(gitDir, name), { recursive: true })),
  );
  await Promise.all([
    writeIfOther(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n'),
    writeIfOther(join(gitDir, 'info/attributes'), ATTRIBUTES),
    writeIfOther(join(gitDir, 'config'), await settings(repository)),
    linkTo(join(gitDir, 'info/exclude'), repository.exclude),
  ]);
  const env = {
    ...environmentOf(repository),
    GIT_DIR: gitDir,
    GIT_WORK_TREE: repository.top,
    GIT_OBJECT_DIRECTORY: repository.objects,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const place = { cwd: repository.top, env, runs };
  return {
    git: createGit(place),
    stream: createGitStream(place),
    folder,
    index,
    wayBack: join(folder, 'way-back-index'),
  };
}

/** Modes and links as they are, whatever the operator's settings say of them; every name that the disk has. */
async function settings({ git, hash }: Repository): Promise<string> {
  const args = [
    'config',
    '-z',
    '--path',
    '--get-regexp',
    '^core\\.(excludesfile|ignorecase|precomposeunicode)$',
  ];
  const found = recordsOf((await git(args, { allow: [1] })).out).map((record): [string, string] => {
    const [name = '', ...value] = readablePath(record).split('\n');
    return [name.replace('core.', ''), value.length === 0 ? 'true' : value.join('\n')];
  });
  const core: Record<string, string> = {
    repositoryFormatVersion: hash === 'sha1' ? '0' : '1',
    bare: 'false',
    fileMode: 'true',
    symlinks: 'true',
    protectNTFS: String(process.platform === 'win32'),
    quotePath: 'false',
    // `syncObjects` waits once for all.
    fsync: 'none',
    ...Object.fromEntries(found),
  };
  const lines = Object.entries(core).map(([name, value]) => `\t${name} = ${quoted(value)}`);
  const format = hash === 'sha1' ? [] : ['[extensions]', `\tobjectFormat = ${hash}`];
  return ['[core]', ...lines, ...format, '[advice]', '\taddEmbeddedRepo = false', ''].join('\n');
}

const quoted = (value: string): string =>
  `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

const environmentOf = ({ env }: Repository) => ({ PATH: env['PATH'], HOME: env['HOME'] });

async function writeIfOther(path: string, content: string): Promise<void> {
  if ((await readIfThere(path)) !== content) await writeFile(path, content);
}

async function linkTo(path: string, target: string): Promise<void> {
  const now = await readlink(path).catch(() => undefined);
  if (now === target) return;
  await removeFile(path);
  await symlink(target, path);
}
