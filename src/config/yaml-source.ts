import {
  isMap,
  isNode,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
} from 'yaml';
import { tooDeepAt } from './nesting.ts';
import { yamlSentence } from './yaml-sentence.ts';

export type Path = readonly (string | number)[];

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML text that can tell where each of its keys and values stands. */
export interface YamlSource {
  readonly value: unknown;
  readonly errors: readonly (Place & { readonly message: string })[];
  /** Of the value at `path`, or of the nearest one above it that is written down; of the key itself with `of: 'key'`. */
  placeOf(path: Path, of?: 'key'): Place;
  /** The value at `path` as written, before anything was filled in. */
  written(path: Path): unknown;
}

export function readYaml(text: string): YamlSource {
  const counter = new LineCounter();
  const deep = tooDeepAt(text);
  if (deep !== undefined) return tooDeep(text.slice(0, deep));
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true });
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // A warning is a tag such as `!secret` that nobody here understands.
  const errors = [...document.errors, ...document.warnings, ...looseAliases(document)].map((error) => ({
    ...place(openedAt(document, error) ?? error.pos[0]),
    message: yamlSentence(error),
  }));
  const read = errors.length === 0 ? plain(document) : { value: undefined, errors: [] };
  return {
    value: read.value,
    // One slip often makes several errors on its line.
    errors: [...errors, ...read.errors].filter(
      ({ line }, index, all) => all.findIndex((other) => other.line === line) === index,
    ),
    placeOf: (path, of) => place(offsetOf(document, path, of) ?? 0),
    written: (path) => {
      const node = document.getIn(path);
      return isNode(node) ? (node.toJS(document) as unknown) : node;
    },
  };
}

function plain(document: Document): Pick<YamlSource, 'value' | 'errors'> {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, errors: [] };
  } catch {
    const message = yamlSentence({ code: 'RESOURCE_EXHAUSTION', message: '' });
    return { value: undefined, errors: [{ line: 1, column: 1, message }] };
  }
}

type Slip = Pick<YAMLError, 'code' | 'message' | 'pos'>;

/** References to nothing: found by the parser only when it makes plain values. */
function looseAliases(document: Document): readonly Slip[] {
  const slips: Slip[] = [];
  visit(document, {
    Alias(_, alias) {
      const [start = 0, end = 0] = alias.range ?? [];
      if (!alias.resolve(document)) slips.push({ code: 'BAD_ALIAS', message: '', pos: [start, end] });
    },
  });
  return slips;
}

/** Where the quote stands that is missing its partner: the parser notices at the end of the file. */
function openedAt(document: Document, { code, pos }: Slip): number | undefined {
  let offset: number | undefined;
  if (code !== 'MISSING_CHAR') return offset;
  visit(document, {
    Scalar(_, { type, range }) {
      if (type?.startsWith('QUOTE_') && range && range[0] < pos[0] && range[1] >= pos[0]) offset = range[0];
    },
  });
  return offset;
}

function offsetOf(document: Document, path: Path, of?: 'key'): number | undefined {
  if (path.length === 0) return undefined;
  const offset = (of === 'key' ? undefined : valueOffset(document, path)) ?? keyOffset(document, path);
  return offset ?? offsetOf(document, path.slice(0, -1));
}

/** A key without a value has no place worth pointing at: its key has. */
function valueOffset(document: Document, path: Path): number | undefined {
  const node = document.getIn(path, true) as Node | null | undefined;
  return node?.range && node.range[0] < node.range[1] ? node.range[0] : undefined;
}

function keyOffset(document: Document, path: Path): number | undefined {
  const holder = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(holder)) return undefined;
  const pair = holder.items.find((item: Pair) => (item.key as { value?: unknown }).value === path.at(-1));
  return (pair?.key as Node | undefined)?.range?.[0];
}

function tooDeep(before: string): YamlSource {
  const lines = before.split('\n');
  const place = { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  const message = yamlSentence({ code: 'RESOURCE_EXHAUSTION', message: '' });
  return {
    value: undefined,
    errors: [{ ...place, message }],
    placeOf: () => place,
    written: () => undefined,
  };
}
