import { dirname, join, relative, resolve } from 'node:path';
import type { PermissionRules, Surroundings } from '../../core/permission/index.ts';
import {
  projectInstructions,
  readInstructionText,
  type InstructionFile,
  type InstructionKind,
  type InstructionText,
} from '../../core/prompt/index.ts';
import { statsOf } from './on-disk.ts';
import { readText } from './read-text.ts';
import { realPath } from './real-path.ts';
import { shownPath } from './shown-path.ts';
import { whyLeftOut, type Brought } from './why-left-out.ts';
import { whyUnseen } from './why-unseen.ts';

/** Of one file, and of all. */
const MAX_BYTES = { one: 100_000, all: 200_000 };
const LIMITS = `a file may have ${MAX_BYTES.one} bytes, all together ${MAX_BYTES.all}.`;

/** So many files that files name are looked for; most names, such as those of people, are of none. */
const MAX_NAMES = 1000;

export interface CollectDeps {
  readonly surroundings: Surroundings;
  readonly rules: PermissionRules;
  /** Told of what is there and does not reach Claude. */
  readonly tell: (sentence: string) => void;
}

/** A file of instructions that may be there. */
export interface Wanted {
  readonly path: string;
  readonly kind: InstructionKind;
  /** How many files stand between it and the one that was read by itself. */
  readonly depth?: number;
}

export interface Collection {
  readonly files: readonly InstructionFile[];
  /** By its real path, a sentence about each file that is there and is not among them; until the end it may still come in. */
  readonly leftOut: ReadonlyMap<string, string>;
  readonly add: (wanted: readonly Wanted[]) => Promise<void>;
}

/** `bytes` is the size of what was read, `isCut` whether the file goes on. */
type Opened =
  | ({ readonly ok: true; readonly bytes: number; readonly isCut: boolean } & InstructionText)
  | { readonly ok: false; readonly why: string };

/** Collects files of instructions, each once, and after each those that it brings in. */
export function createCollection({ surroundings, rules, tell }: CollectDeps): Collection {
  const { project, home } = surroundings;
  const files: InstructionFile[] = [];
  const leftOut = new Map<string, string>();
  const seen = new Set<string>();
  let bytes = MAX_BYTES.all;
  let names = MAX_NAMES;

  async function add(wanted: readonly Wanted[]): Promise<void> {
    const left = wanted.toReversed();
    for (let next = left.pop(); next; next = left.pop()) {
      if (isTooMany(next)) continue;
      left.push(...(await take(next)).toReversed());
    }
  }

  /** What no file names is always looked for. */
  function isTooMany({ depth = 0 }: Wanted): boolean {
    if (depth === 0 || (names -= 1) >= 0) return false;
    if (names === -1)
      tell(`Only the first ${MAX_NAMES} files that the project's instructions name are looked for.`);
    return true;
  }

  async function take({ path, kind, depth = 0 }: Wanted): Promise<readonly Wanted[]> {
    const real = realPath(path);
    if (seen.has(real)) return [];
    if (statsOf(real)?.isFile() !== true) {
      const why = whyUnseen(path, project);
      if (why !== undefined) tell(why);
      return [];
    }
    const opened = await open({ path, real, depth });
    if (!opened.ok) {
      leftOut.set(real, `"${shown(path)}" does not reach Claude as an instruction. ${opened.why}`);
      return [];
    }
    seen.add(real);
    leftOut.delete(real);
    tellOfLosses(real, opened);
    bytes -= opened.bytes;
    const file = { name: relative(project, real), kind, text: opened.text };
    if (file.text !== '') {
      files.push(file);
      bytes -= Buffer.byteLength(projectInstructions([{ ...file, text: '' }]) ?? '');
    }
    return opened.imports.flatMap((name) => {
      const named = pathOf(name, dirname(real), home);
      return named === undefined ? [] : [{ path: named, kind, depth: depth + 1 }];
    });
  }

  /** One that is too long ends with its last whole line that fits. */
  async function open(brought: Brought): Promise<Opened> {
    const why = whyLeftOut(brought, surroundings, rules);
    if (why !== undefined) return { ok: false, why };
    const found = await readText(brought.real, Math.max(0, Math.min(MAX_BYTES.one, bytes)), { links: false });
    if (!found.ok) return found;
    if (found.text.includes('\0')) return { ok: false, why: 'It is no text in UTF-8.' };
    const isCut = !found.whole;
    const source = isCut ? found.text.slice(0, found.text.lastIndexOf('\n') + 1) : found.text;
    const read = readInstructionText(source);
    if (isCut && read.text === '') return { ok: false, why: `It is too long: ${LIMITS}` };
    return { ok: true, ...read, bytes: Buffer.byteLength(source), isCut };
  }

  function tellOfLosses(real: string, { isCut, isWhole }: { isCut: boolean; isWhole: boolean }): void {
    if (isCut) tell(`Only the beginning of "${shown(real)}" reaches Claude as an instruction: ${LIMITS}`);
    if (!isWhole)
      tell(
        `Files that "${shown(real)}" brings in may not reach Claude, and comments in it may: its Markdown is nested too deeply, or too long, to be understood whole.`,
      );
  }

  const shown = (path: string): string => shownPath(path, project);

  return { files, leftOut, add };
}

/** Where the name in a file of this folder leads; undefined where home is not known. */
function pathOf(name: string, folder: string, home: string | undefined): string | undefined {
  if (!name.startsWith('~/')) return resolve(folder, name);
  return home === undefined ? undefined : join(home, name.slice(2));
}
