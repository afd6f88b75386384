import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Launch } from '../../app/ports/runner.ts';
import { skipsPermissions } from './command-line.ts';
import { ROOT_SENTENCE } from './failure.ts';
import { findClaude } from './find-claude.ts';
import type { ClaudeRunnerOptions } from './runner-options.ts';

export type Preflight =
  | { readonly ok: true; readonly program: string; readonly projectDirectory: string; readonly cwd: string }
  | { readonly ok: false; readonly sentence: string };

/** What can be seen to be wrong before anything is written or started. */
export function preflight(options: ClaudeRunnerOptions, launch: Launch): Preflight {
  if (refusesRoot(options)) return { ok: false, sentence: ROOT_SENTENCE };
  const projectDirectory = realDirectory(options.projectDirectory);
  const cwd = realDirectory(resolve(options.projectDirectory, launch.workingDirectory ?? '.'));
  if (projectDirectory === undefined) {
    return {
      ok: false,
      sentence: 'The project directory (`project.directory`) is not there: nothing was started.',
    };
  }
  if (cwd === undefined) {
    return { ok: false, sentence: 'The working directory of the task is not there: nothing was started.' };
  }
  if (!isWithin(projectDirectory, cwd)) {
    return {
      ok: false,
      sentence: 'The working directory of the task leads out of the project: nothing was started.',
    };
  }
  const [name = 'claude'] = options.command;
  const found = findClaude({ program: name, path: options.env['PATH'], projectDirectory });
  if (found === undefined) return { ok: false, sentence: notFoundSentence(name) };
  return { ok: true, program: found.program, projectDirectory, cwd };
}

export function refusesRoot(
  options: Pick<ClaudeRunnerOptions, 'permissions' | 'sandboxed' | 'asRoot'>,
): boolean {
  const asRoot = options.asRoot ?? process.getuid?.() === 0;
  return asRoot && !options.sandboxed && skipsPermissions(options.permissions);
}

export function notFoundSentence(name: string): string {
  return `The program \`${name}\` (\`claude.command\`) was not found or may not be executed: install Claude Code, or give its path.`;
}

/** Both without links: one in the project may lead anywhere. */
function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realDirectory(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? realpathSync.native(path) : undefined;
  } catch {
    return undefined;
  }
}
