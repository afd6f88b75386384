import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A scratch project on disk: configuration, tasks, a working directory and a home. */
export interface Project {
  readonly root: string;
  /** Where Claude works. */
  readonly directory: string;
  readonly home: string;
  write(name: string, text: string): Promise<string>;
  read(name: string): Promise<string>;
  state(): Promise<Record<string, unknown>>;
  remove(): Promise<void>;
}

/** `config` is YAML text added to a configuration whose program is `command`. */
export async function createProject(config: string): Promise<Project> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-test-')));
  const directory = join(root, 'work');
  const home = join(root, 'home');
  await Promise.all([directory, home, join(root, 'tasks')].map((path) => mkdir(path, { recursive: true })));
  const path = (name: string): string => join(root, name);
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(path(name), text);
    return path(name);
  };
  await write('config.yaml', `project:\n  directory: work\n${config}`);
  return {
    root,
    directory,
    home,
    write,
    read: (name) => readFile(path(name), 'utf8'),
    state: async () => JSON.parse(await readFile(path('state.json'), 'utf8')) as Record<string, unknown>,
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** A task file of small tasks, each with a title and an instruction. */
export const taskFile = (...tasks: readonly { readonly title: string; readonly fields?: string }[]): string =>
  tasks
    .map(
      ({ title, fields = '' }, index) =>
        `## Task ${index + 1}: ${title}\n${fields}\n**Claude Instruction:**\nDo what "${title}" says.\n`,
    )
    .join('\n---\n\n');
