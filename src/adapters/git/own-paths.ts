import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { rawPath, upwards, type RawPath } from './raw-path.ts';

/** The files and folders in the working tree that are no part of any state. */
export interface OwnPaths {
  readonly has: (path: RawPath) => boolean;
  /** For a command that takes pathspecs: everything but them. */
  readonly pathspecs: readonly string[];
}

const MAGIC = /[*?[\]\\]/g;

/** `paths` are absolute, also outside of the working tree; one that ends with `*` is each path that begins so. */
export async function findOwnPaths(top: string, paths: readonly string[]): Promise<OwnPaths> {
  const places = await Promise.all(paths.map((path) => placesOf(path)));
  const inside = [...new Set(places.flat().map((path) => relative(top, path)))].filter(
    (path) => path !== '' && path !== '..' && !path.startsWith(`..${sep}`),
  );
  const exact = new Set(inside.filter((path) => !path.endsWith('*')).map(rawPath));
  const starts = inside.filter((path) => path.endsWith('*')).map((path) => rawPath(path.slice(0, -1)));
  return {
    has: (path) =>
      starts.some((start) => path.startsWith(start)) || [...upwards(path)].some((up) => exact.has(up)),
    pathspecs: inside.map((path) =>
      path.endsWith('*')
        ? `:(exclude,top)${path.slice(0, -1).replace(MAGIC, '\\$&')}*`
        : `:(exclude,top,literal)${path}`,
    ),
  };
}

/** Where it is without symbolic links in its folders, and where it leads to when it is one itself. */
async function placesOf(path: string): Promise<readonly string[]> {
  const place = join(await resolved(dirname(path)), basename(path));
  return [place, await resolved(place)];
}

/** What does not exist yet is in the folder that does. */
async function resolved(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path === dirname(path) ? path : join(await resolved(dirname(path)), basename(path));
  }
}
