import { isMap, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';

export type Path = readonly (string | number)[];

/** A YAML text that can tell where each of its keys and values stands. */
export interface YamlSource {
  readonly value: unknown;
  readonly errors: readonly { readonly line: number; readonly column: number; readonly message: string }[];
  /** Of the value at `path`, or of the nearest one above it that is written down; of the key itself with `of: 'key'`. */
  placeOf(path: Path, of?: 'key'): { readonly line: number; readonly column: number };
  /** The value at `path` as written, before anything was filled in. */
  written(path: Path): unknown;
}

export function readYaml(text: string): YamlSource {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const errors = document.errors.map((error) => ({
    ...place(error.pos[0]),
    message: `${error.message.replace(/\.?$/, '')}: mend the YAML there`,
  }));
  return {
    value: errors.length === 0 ? (document.toJS({ maxAliasCount: 100 }) as unknown) : undefined,
    errors,
    placeOf: (path, of) => place(offsetOf(document, path, of) ?? 0),
    written: (path) => document.getIn(path, false),
  };
}

function offsetOf(document: Document, path: Path, of?: 'key'): number | undefined {
  if (of === 'key') return keyOffset(document, path) ?? offsetOf(document, path);
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as Node | null | undefined;
    // A key without a value has no node worth pointing at: its key has.
    const offset = node?.range?.[0] ?? keyOffset(document, path.slice(0, length));
    if (offset !== undefined) return offset;
  }
  return undefined;
}

function keyOffset(document: Document, path: Path): number | undefined {
  const holder = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(holder)) return undefined;
  const pair = holder.items.find(
    (item: Pair) => String((item.key as { value?: unknown }).value) === path.at(-1),
  );
  return (pair?.key as Node | undefined)?.range?.[0];
}
