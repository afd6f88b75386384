import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Both without links. */
export interface Place {
  readonly projectDirectory: string;
  readonly cwd: string;
}

/** Where something of a task is to run, or why it cannot run there. */
export function findPlace(
  project: string,
  workingDirectory: string | undefined,
): (Place & { readonly ok: true }) | { readonly ok: false; readonly sentence: string } {
  const projectDirectory = realDirectory(project);
  const cwd = realDirectory(resolve(project, workingDirectory ?? '.'));
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
  return { ok: true, projectDirectory, cwd };
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
