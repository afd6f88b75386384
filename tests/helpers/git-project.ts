import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Project } from './project.ts';

/** A repository of the operator's in a project's working directory. */
export interface Repository {
  /** What git prints, without the last line break. */
  readonly git: (...args: readonly string[]) => Promise<string>;
  /** Somebody else's hand. */
  readonly write: (name: string, text: string) => Promise<void>;
}

const run = promisify(execFile);

/** With one commit: `README.md`. */
export async function initRepository({ directory, home }: Project): Promise<Repository> {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home };
  const git = async (...args: readonly string[]): Promise<string> =>
    (await run('git', ['-C', directory, ...args], { env })).stdout.replace(/\n$/, '');
  const write = (name: string, text: string): Promise<void> => writeFile(join(directory, name), text);
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'user.name', 'Ann');
  await git('config', 'user.email', 'ann@example.org');
  await write('README.md', '# Shop\n');
  await git('add', '.');
  await git('commit', '--quiet', '--message=Begin');
  return { git, write };
}
