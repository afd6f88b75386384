import type { Surroundings } from '../surroundings.ts';
import { normalise } from './normalise.ts';

/** Longer than any system opens. */
const LONGEST_PATH = 4096;

/** Every absolute path that one written name may lead to: as it is named and where its links lead, seen from each place. */
export function spotsOf(
  written: string,
  places: readonly string[],
  surroundings: Surroundings,
): readonly string[] {
  const path = written.slice(0, LONGEST_PATH);
  const spots = places.flatMap((place) => [
    normalise(place, path),
    ...(path.startsWith('/') ? physical(path, surroundings) : physical(`${place}/${path}`, surroundings)),
  ]);
  return [...new Set(spots)];
}

/** `..` after a link leaves the folder that the link leads to, not the one it stands in: both readings count. */
function physical(path: string, { real }: Surroundings): readonly string[] {
  const named = normalise('/', path);
  if (!/\/\.\.(?:\/|$)/.test(path)) return [real(named)];
  let spot = '/';
  for (const name of path.split('/')) {
    spot = name === '..' ? normalise(real(spot), '..') : normalise(spot, name);
  }
  return [real(named), real(spot)];
}

/** The ways to read a path that a tool was given: the CLI trims it and knows `~`. */
export function readingsOf(written: string, home: string | undefined): readonly string[] {
  const path = written.trim();
  const isHome = path === '~' || path.startsWith('~/');
  const readings = isHome && home !== undefined ? [path, `${home}${path.slice(1)}`] : [path];
  return written === path ? readings : [written, ...readings];
}
