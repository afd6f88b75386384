import { isAbsolute, resolve } from 'node:path';
import type { Workplace } from '../../app/ports/workplace.ts';
import { readInstructions } from './instructions.ts';
import { ownPlaces } from './own-places.ts';
import { readText } from './read-text.ts';
import { NOWHERE, realPath } from './real-path.ts';

export interface WorkplaceDeps {
  readonly projectDirectory: string;
  /** Absolute; one that ends with `*` is each path that begins so. */
  readonly ownPaths: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The project's folder on this machine. Every path is looked at anew each time: attempts may make links. */
export function createWorkplace({ projectDirectory, ownPaths, env }: WorkplaceDeps): Workplace {
  const project = (): string => {
    const named = resolve(projectDirectory);
    const real = realPath(named);
    return real === NOWHERE ? named : real;
  };

  return {
    surroundings: (cwd) => ({
      project: project(),
      cwd: resolve(projectDirectory, cwd),
      home: env['HOME'],
      own: ownPlaces(ownPaths),
      real: realPath,
    }),
    async read(path, maxBytes) {
      const read = isAbsolute(path) ? await readText(path, maxBytes) : undefined;
      return read?.whole === true ? read.text : undefined;
    },
    instructions: (workingDirectory = '.') =>
      readInstructions(project(), ownPlaces(ownPaths), [
        resolve(projectDirectory),
        resolve(projectDirectory, workingDirectory),
      ]),
  };
}
