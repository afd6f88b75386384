import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';

export interface FoundClaude {
  /** An absolute path. */
  readonly program: string;
  readonly from: 'configured path' | 'PATH' | 'bundled package';
}

export interface ClaudeSearch {
  /** A name to look for, or a path (relative to the project). */
  readonly program: string;
  readonly path: string | undefined;
  readonly projectDirectory: string;
}

/** The program as configured, else the CLI that came with Greenlight as an optional dependency. */
export function findClaude({ program, path, projectDirectory }: ClaudeSearch): FoundClaude | undefined {
  if (program.includes('/')) {
    const file = resolve(projectDirectory, program);
    return isExecutable(file) ? { program: file, from: 'configured path' } : undefined;
  }
  for (const directory of (path ?? '').split(delimiter)) {
    // A relative entry would let the project choose the program.
    if (!isAbsolute(directory)) continue;
    const file = join(directory, program);
    if (isExecutable(file)) return { program: file, from: 'PATH' };
  }
  const bundled = program === 'claude' ? bundledClaude() : undefined;
  return bundled !== undefined && isExecutable(bundled)
    ? { program: bundled, from: 'bundled package' }
    : undefined;
}

function bundledClaude(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve('@anthropic-ai/claude-code/package.json');
    // (The CLI for every platform is installed under this name.)
    return join(dirname(manifest), 'bin', 'claude.exe');
  } catch {
    return undefined;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
