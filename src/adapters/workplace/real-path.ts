import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';

/** Stands for each path whose real place cannot be told: no path holds a NUL, so it is inside of no folder but the root. */
export const NOWHERE = `${sep}\0`;

/** As many as Linux follows. */
const MAX_LINKS = 40;

/**
 * Where an absolute path really leads: without symbolic links as far as it exists, also where the last one leads to
 * something that is yet to be made. Taken step by step as the system does it, so `link/..` is the parent of what the
 * link leads to. What cannot be followed (a loop, a folder that may not be entered) is `NOWHERE`.
 */
export function realPath(path: string): string {
  if (!isAbsolute(path)) return NOWHERE;
  try {
    return follow(path);
  } catch {
    return NOWHERE;
  }
}

function follow(path: string): string {
  let real: string = sep;
  let links = 0;
  const left = path.split(sep).toReversed();
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      real = dirname(real);
      continue;
    }
    const target = linkAt(join(real, name));
    if (target === undefined) {
      real = join(real, name);
      continue;
    }
    if ((links += 1) > MAX_LINKS) return NOWHERE;
    if (isAbsolute(target)) real = sep;
    left.push(...target.split(sep).toReversed());
  }
  return real;
}

/** Where the link of this path leads to; undefined where there is nothing, or something else. */
function linkAt(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? readlinkSync(path)
    : undefined;
}
