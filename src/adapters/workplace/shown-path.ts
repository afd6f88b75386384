import { relative } from 'node:path';
import { isInside } from '../../core/permission/index.ts';
import { spelledOut } from '../../core/text/spelled-out.ts';

/** A path as it is told, on one line: from the project's folder on where it is in there. */
export function shownPath(path: string, project: string): string {
  return spelledOut(isInside(path, project) ? relative(project, path) || '.' : path).replace(/\s/g, ' ');
}
