import type { Grounds } from '../grounds.ts';
import { denied, named, type Ruling } from '../ruling.ts';
import { folded, isInside } from './normalise.ts';

/** What no rule gives free: Greenlight's own files, and the records of Git, which decide what runs and what is put back. */
export function guarded(spots: readonly string[], grounds: Grounds): Ruling | undefined {
  return guardedOwn(spots, grounds) ?? guardedGit(spots);
}

export function guardedOwn(spots: readonly string[], { own }: Grounds): Ruling | undefined {
  const kept = spots.find((spot) => own.some((path) => isOwn(folded(spot), path)));
  return kept === undefined
    ? undefined
    : denied(`${named(kept)} belongs to Greenlight itself: no task may read or change it.`);
}

const isOwn = (spot: string, path: string): boolean =>
  path.endsWith('*') ? spot.startsWith(path.slice(0, -1)) : isInside(spot, path);

function guardedGit(spots: readonly string[]): Ruling | undefined {
  const records = spots.find(isOfGit);
  return records === undefined
    ? undefined
    : denied(`${named(records)} is inside a \`.git\` folder: use git commands instead.`);
}

export const isOfGit = (spot: string): boolean => folded(spot).split('/').includes('.git');
