import { shortPath } from '../text/short-path.ts';
import { counted, enumerated } from './numbers.ts';

const LONGEST_PATH = 50;
const MOST_PATHS = 5;

/** `a.txt, b.txt and 3 more`; `paths` are the first of `total`. */
export function somePaths(paths: readonly string[], total = paths.length, most = MOST_PATHS): string {
  const shown = paths.slice(0, most).map((path) => shortPath(path, LONGEST_PATH));
  const more = Math.max(0, total - shown.length);
  if (shown.length === 0) return counted(more, 'file');
  return more > 0 ? `${shown.join(', ')} and ${more} more` : enumerated(shown);
}
