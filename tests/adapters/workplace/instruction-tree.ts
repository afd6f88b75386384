import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkplaceDeps } from '../../../src/adapters/workplace/workplace.ts';
import { workplaceAt, type Place } from './place.ts';

/** Files by their paths beside `project`, and links. */
export interface Tree {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly links?: Readonly<Record<string, string>>;
}

/** A workplace with these files; what it tells has paths as a tree has them. */
export async function workplaceWith(
  place: Place,
  { files, links = {} }: Tree,
  deps: Partial<WorkplaceDeps> = {},
) {
  for (const [path, text] of Object.entries(files)) await place.write(path, text);
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(place.top, path)), { recursive: true });
    await symlink(target, join(place.top, path));
  }
  const told: string[] = [];
  const tell = (sentence: string) => void told.push(sentence.replaceAll(`${place.top}/`, ''));
  const workplace = workplaceAt(place, { tell, env: { HOME: join(place.top, 'home') }, ...deps });
  return { ...place, workplace, told };
}

/** The names of the files in instructions, and each of what they say. */
export const partsOf = (
  text: string | undefined,
): readonly (readonly [string | undefined, string | undefined])[] =>
  (text ?? '')
    .split(/(?:^|\n\n)(?=Contents of )/)
    .filter((part) => part !== '')
    .map((part) => /^Contents of (.*) \(.*\):\n\n([^]*)$/.exec(part)?.slice(1) ?? [])
    .map(([name, said]) => [name, said]);

/** What reaches Claude in `folder`, and what is told to be left out. */
export async function readTree(place: Place, tree: Tree, folder?: string, deps?: Partial<WorkplaceDeps>) {
  const { workplace, told } = await workplaceWith(place, tree, deps);
  const parts = partsOf(await workplace.instructions(folder));
  return { names: parts.map(([name]) => name), said: parts.map(([, said]) => said), told };
}
