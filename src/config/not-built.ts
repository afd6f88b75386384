/**
 * Settings that are understood but not built yet: refused rather than ignored. A feature takes its line away and adds
 * its keys to the schema.
 */
const NOT_BUILT: readonly (readonly [section: string, key?: string])[] = [['paths', 'daily_dir']];

export type Tree = Record<string, unknown>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parts `tree` into what is built and the paths of what is not, as far as their values ask for something. */
export function partNotBuilt(tree: Tree): {
  readonly built: Tree;
  readonly refused: readonly (readonly string[])[];
} {
  let built = tree;
  const refused: (readonly string[])[] = [];
  for (const [section, key] of NOT_BUILT) {
    const holder = built[section];
    if (key === undefined) {
      refused.push(...askedFor([section], holder));
      built = without(built, section);
    } else if (isTree(holder)) {
      refused.push(...askedFor([section, key], holder[key]));
      built = { ...built, [section]: without(holder, key) };
    }
  }
  return { built, refused };
}

const without = (tree: Tree, name: string): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => key !== name));

function askedFor(path: readonly string[], value: unknown): readonly (readonly string[])[] {
  if (value === null || value === undefined) return [];
  if (!isTree(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => askedFor([...path, key], inner));
}
