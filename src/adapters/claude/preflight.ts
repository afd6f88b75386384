import type { Launch } from '../../app/ports/runner.ts';
import { skipsPermissions } from './command-line.ts';
import { ROOT_SENTENCE } from './failure.ts';
import { findClaude } from './find-claude.ts';
import { findPlace } from './find-place.ts';
import type { ClaudeRunnerOptions } from './runner-options.ts';

export type Preflight =
  | { readonly ok: true; readonly program: string; readonly projectDirectory: string; readonly cwd: string }
  | { readonly ok: false; readonly sentence: string };

/** What can be seen to be wrong before anything is written or started. */
export function preflight(options: ClaudeRunnerOptions, launch: Launch): Preflight {
  if (refusesRoot(options)) return { ok: false, sentence: ROOT_SENTENCE };
  const place = findPlace(options.projectDirectory, launch.workingDirectory);
  if (!place.ok) return place;
  const { projectDirectory, cwd } = place;
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
