import { lstatSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { shownPath } from './shown-path.ts';

/** With these there is nothing at a path, or nothing can be. */
const NOTHING_THERE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'];

/** Why it cannot be told whether there are instructions at a path, as a sentence; undefined where it can. */
export function whyUnseen(path: string, project: string): string | undefined {
  const code = faultOf(statSync, path);
  if (code === undefined || NOTHING_THERE.includes(code)) return undefined;
  let seen = path;
  while (seen !== dirname(seen) && faultOf(lstatSync, seen) !== undefined) seen = dirname(seen);
  const shown = shownPath(seen, project);
  return seen === path
    ? `"${shown}" does not reach Claude as an instruction. Where it leads may not be looked at (${code}).`
    : `Instructions in "${shown}" do not reach Claude. What is in that folder may not be looked at (${code}).`;
}

/** The code of the error with which a path is looked at; undefined without. */
function faultOf(look: (path: string) => Stats, path: string): string | undefined {
  try {
    look(path);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}
