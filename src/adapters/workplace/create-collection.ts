import { dirname, join, relative, resolve } from 'node:path';
import type { PermissionRules, Surroundings } from '../../core/permission/index.ts';
import { readInstructionText, type InstructionFile, type InstructionKind } from '../../core/prompt/index.ts';
import { spelledOut } from '../../core/text/spelled-out.ts';
import { statsOf } from './inside.ts';
import { readText } from './read-text.ts';
import { realPath } from './real-path.ts';
import { whyLeftOut } from './why-left-out.ts';

/** Of one file, and of all. */
const MAX_BYTES = { one: 100_000, all: 200_000 };

/** So many files that are named are looked for; most names, such as those of people, are of none. */
const MAX_NAMES = 1000;

export interface CollectDeps {
  readonly surroundings: Surroundings;
  readonly rules: PermissionRules;
  /** Told of what is there and does not reach Claude. */
  readonly tell: (sentence: string) => void;
}

export interface Wanted {
  readonly path: string;
  readonly kind: InstructionKind;
  readonly depth?: number;
}

/** Collects files of instructions, each once, and after each those that it brings in. */
export function createCollection({ surroundings, rules, tell }: CollectDeps) {
  const { project, home } = surroundings;
  const files: InstructionFile[] = [];
  const seen = new Set<string>();
  let bytes = MAX_BYTES.all;
  let names = MAX_NAMES;

  async function add(wanted: readonly Wanted[]): Promise<void> {
    const left = wanted.toReversed();
    for (let next = left.pop(); next; next = left.pop()) {
      if ((names -= 1) < 0) {
        tell(`Only the first ${MAX_NAMES} files that the project's instructions name are looked for.`);
        return;
      }
      left.push(...(await take(next)).toReversed());
    }
  }

  async function take({ path, kind, depth = 0 }: Wanted): Promise<readonly Wanted[]> {
    const real = realPath(path);
    if (seen.has(real) || statsOf(real)?.isFile() !== true) return [];
    const why = whyLeftOut({ path, real, depth }, surroundings, rules);
    const source = why === undefined ? await read(real) : undefined;
    if (source === undefined) {
      tell(`"${shown(path)}" does not reach Claude as an instruction. ${why ?? 'It is no text in UTF-8.'}`);
      return [];
    }
    seen.add(real);
    const { text, imports } = readInstructionText(source);
    if (text !== '') files.push({ name: relative(project, real), kind, text });
    return imports.flatMap((name) => {
      const named = pathOf(name, dirname(real), home);
      return named === undefined ? [] : [{ path: named, kind, depth: depth + 1 }];
    });
  }

  /** One that is too long ends with its last whole line that fits. */
  async function read(real: string): Promise<string | undefined> {
    const most = Math.min(MAX_BYTES.one, bytes);
    const found = await readText(real, most);
    if (!found || found.text.includes('\0')) return undefined;
    const text = found.whole ? found.text : found.text.slice(0, found.text.lastIndexOf('\n') + 1);
    bytes -= Buffer.byteLength(text);
    if (!found.whole) {
      tell(
        `Only the beginning of "${shown(real)}" reaches Claude as an instruction: a file may have ${MAX_BYTES.one} bytes, all together ${MAX_BYTES.all}.`,
      );
    }
    return text;
  }

  const shown = (path: string): string => {
    const way = relative(project, path);
    return spelledOut(way.startsWith('..') ? path : way).replace(/\s/g, ' ');
  };

  return { files: files as readonly InstructionFile[], add };
}

/** Where the name in a file of this folder leads; undefined where home is not known. */
function pathOf(name: string, folder: string, home: string | undefined): string | undefined {
  if (!name.startsWith('~/')) return resolve(folder, name);
  return home === undefined ? undefined : join(home, name.slice(2));
}
