import { normalise } from '../paths/normalise.ts';
import type { Places, ShellWord } from './part.ts';

/** Beyond this many folders nobody would follow any more. */
const MOST_PLACES = 8;

/** Built into the shell; each may change the folder without being `cd`. */
const MOVERS: readonly string[] = [
  'pushd',
  'popd',
  'chdir',
  'eval',
  'source',
  '.',
  'builtin',
  'command',
  'z',
];

/** Where the next command runs when this one succeeded. */
export function placesAfter(words: readonly ShellWord[], places: Places, home: string | undefined): Places {
  const [name] = words;
  if (!name || MOVERS.includes(name.value)) return name ? undefined : places;
  return name.value === 'cd' ? cdTargets(words, places, home) : places;
}

/** The folders a `cd` may lead to; undefined where they are not plainly named. */
export function cdTargets(
  [, target, ...others]: readonly ShellWord[],
  places: Places,
  home: string | undefined,
): Places {
  const path = target ? target.value : '~';
  if (others.length > 0 || target?.isPlain === false || /^(?:[-+]|$|~[^/])/.test(path)) return undefined;
  if (path === '~' || path.startsWith('~/')) {
    return home === undefined ? undefined : [normalise(home, `.${path.slice(1)}`)];
  }
  return places?.map((place) => normalise(place, path));
}

export function either(some: Places, others: Places): Places {
  if (!some || !others) return undefined;
  const all = [...new Set([...some, ...others])];
  return all.length > MOST_PLACES ? undefined : all;
}
