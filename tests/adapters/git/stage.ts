import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from '@jest/globals';
import { createCheckpoints, type CheckpointsOptions } from '../../../src/adapters/git/checkpoints.ts';
import type { Checkpoints, KeptState, TreeState } from '../../../src/app/ports/checkpoints.ts';

/** A repository of an operator in a temporary folder, and his HOME beside it. */
export interface Stage {
  readonly top: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (path: string, content: string | Buffer) => void;
  readonly read: (path: string) => string;
  readonly remove: (path: string) => void;
  /** Checkpoints of a process of its own. */
  readonly fresh: (options?: Partial<CheckpointsOptions>) => Checkpoints;
  /** Everything on the disk but `.git`: bytes, modes and links by their path. */
  readonly disk: () => Readonly<Record<string, string>>;
  /** What Greenlight must never change: HEAD, the branches, the index's bytes and the reflogs. */
  readonly operators: () => Readonly<Record<string, string>>;
}

const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'greenlight-git-')));
  made.push(path);
  return path;
}

export function createStage({ init = true, name = 'work' } = {}): Stage {
  const root = temporaryFolder();
  const [top, home] = [join(root, name), join(root, 'home')];
  mkdirSync(top);
  mkdirSync(home);
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\n name = Op\n email = op@localhost\n[init]\n defaultBranch = main\n[commit]\n gpgSign = true\n' +
      '[protocol "file"]\n allow = always\n',
  );
  const env = { PATH: process.env['PATH'] ?? '', HOME: home };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'commit.gpgSign=false', ...args], {
      cwd: top,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  if (init) git('init', '-q');
  return {
    ...{ top, home, env, git },
    write: (path, content) => {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), content);
    },
    read: (path) => readFileSync(join(top, path), 'utf8'),
    remove: (path) => rmSync(join(top, path), { recursive: true }),
    fresh: (options = {}) => createCheckpoints({ directory: top, env, ownPaths: [], ...options }),
    disk: () => Object.fromEntries(filesIn(top)),
    operators: () => operatorsOf(top),
  };
}

/** With a commit of `files`. */
export function stageWith(files: Readonly<Record<string, string>>): Stage {
  const stage = createStage();
  for (const [path, content] of Object.entries(files)) stage.write(path, content);
  stage.git('add', '-A');
  stage.git('commit', '-q', '--allow-empty', '-m', 'first');
  return stage;
}

/** As an undo asks for it: back to `target`, from what Greenlight saw last. */
export const undo = (
  checkpoints: Checkpoints,
  target: TreeState,
  expected: TreeState,
  { keepAs = 'undo', force = false } = {},
): ReturnType<Checkpoints['restore']> =>
  checkpoints.restore({ session: 's', target, expected, keepAs, force });

export async function found(checkpoints: Checkpoints, name: string): Promise<KeptState> {
  const state = await checkpoints.find('s', name);
  if (state === undefined) throw new Error(`${name} is not kept`);
  return state;
}

export function* filesIn(folder: string, below = ''): Generator<[string, string]> {
  for (const name of readdirSync(folder).toSorted()) {
    if (below === '' && name === '.git') continue;
    const path = join(folder, name);
    const stats = lstatSync(path);
    if (stats.isDirectory()) yield* filesIn(path, `${below}${name}/`);
    else if (stats.isSymbolicLink()) yield [below + name, `link ${readlinkSync(path)}`];
    else if (stats.isFile())
      yield [below + name, `${(stats.mode & 0o777).toString(8)} ${readFileSync(path, 'latin1')}`];
    else yield [below + name, 'other'];
  }
}

function operatorsOf(top: string): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const name of ['HEAD', 'index', 'config', 'packed-refs', 'ORIG_HEAD', 'MERGE_HEAD'])
    shown[name] = read(join(top, '.git', name));
  for (const name of ['logs', 'refs/heads', 'refs/tags', 'hooks'])
    for (const [path, content] of below(join(top, '.git', name))) shown[`${name}/${path}`] = content;
  shown['refs/stash'] = read(join(top, '.git/refs/stash'));
  return shown;
}

const below = (folder: string): readonly [string, string][] => {
  try {
    return [...filesIn(folder)];
  } catch {
    return [];
  }
};

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return 'not there';
  }
}
