import { isAbsolute, resolve } from 'node:path';
import type { Workplace } from '../../app/ports/workplace.ts';
import type { PermissionRules, Surroundings } from '../../core/permission/index.ts';
import { foldersTo } from './instruction-names.ts';
import { readInstructions } from './instructions.ts';
import { ownPlaces } from './own-places.ts';
import { readText } from './read-text.ts';
import { NOWHERE, realPath } from './real-path.ts';

export interface WorkplaceDeps {
  readonly projectDirectory: string;
  /** Absolute; one that ends with `*` is each path that begins so. */
  readonly ownPaths: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What Claude may not read does not reach it as an instruction, either. */
  readonly rules: PermissionRules;
  /** Told, once, of what is there and is kept from Claude. */
  readonly tell: (sentence: string) => void;
}

/** The project's folder on this machine. Every path is looked at anew each time: attempts may make links. */
export function createWorkplace({ projectDirectory, ownPaths, env, rules, tell }: WorkplaceDeps): Workplace {
  const project = (): string => {
    const named = resolve(projectDirectory);
    const real = realPath(named);
    return real === NOWHERE ? named : real;
  };

  const surroundings = (cwd: string): Surroundings => ({
    project: project(),
    cwd: resolve(projectDirectory, cwd),
    home: env['HOME'],
    own: ownPlaces(ownPaths),
    real: realPath,
  });

  const told = new Set<string>();
  const tellOnce = (sentence: string): void => {
    if (!told.has(sentence)) tell(sentence);
    told.add(sentence);
  };

  return {
    surroundings,
    async read(path, maxBytes) {
      const read = isAbsolute(path) ? await readText(path, maxBytes) : undefined;
      return read?.ok === true && read.whole ? read.text : undefined;
    },
    instructions: (workingDirectory = '.') =>
      readInstructions(
        { surroundings: surroundings(workingDirectory), rules, tell: tellOnce },
        foldersTo(resolve(projectDirectory), workingDirectory),
      ),
  };
}
