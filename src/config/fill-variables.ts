import { isTree } from './not-built.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface MissingVariable {
  readonly path: readonly (string | number)[];
  /** Undefined: what follows `${` is not a name and a closing brace. */
  readonly name: string | undefined;
}

const VARIABLE = /\$\{(?:([A-Za-z_][A-Za-z0-9_]*)\})?/g;

/** Fills every `${NAME}` in the strings of `tree`; names what is not set. */
export function fillVariables(
  tree: unknown,
  env: Environment,
): { readonly filled: unknown; readonly missing: readonly MissingVariable[] } {
  const missing: MissingVariable[] = [];
  const fill = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof value === 'string') {
      return value.replace(VARIABLE, (whole, name?: string) => {
        const found = name !== undefined && Object.hasOwn(env, name) ? env[name] : undefined;
        if (found === undefined) missing.push({ path, name });
        return found ?? whole;
      });
    }
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (!isTree(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, fill(inner, [...path, key])]),
    );
  };
  return { filled: fill(tree, []), missing };
}
