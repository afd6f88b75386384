import { join, relative, sep } from 'node:path';
import { isOwn } from './own-places.ts';
import { readText } from './read-text.ts';
import { realPath } from './real-path.ts';

/** Of one file. */
const MAX_BYTES = 100_000;

const NAMES = ['CLAUDE.md', join('.claude', 'CLAUDE.md')];

/** What the CLI would read as the project's instructions in `folders`, each file once; undefined without. */
export async function readInstructions(
  project: string,
  own: readonly string[],
  folders: readonly string[],
): Promise<string | undefined> {
  const named = folders.flatMap((folder) => NAMES.map((name) => realPath(join(folder, name))));
  // A link may lead elsewhere, and so bring in what nobody meant to show.
  const paths = [...new Set(named)].filter((path) => isInside(path, project) && !isOwn(path, own));
  const texts = await Promise.all(paths.map(readBeginning));
  const said = texts.filter((text) => text !== '');
  return said.length === 0 ? undefined : said.join('\n\n');
}

/** (What leads nowhere is inside of the root only, where nothing is to be read of it.) */
function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

/** One that is too long ends with its last whole line that fits. */
async function readBeginning(path: string): Promise<string> {
  const read = await readText(path, MAX_BYTES);
  if (!read) return '';
  return (read.whole ? read.text : read.text.slice(0, read.text.lastIndexOf('\n') + 1)).trim();
}
