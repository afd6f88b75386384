import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isErrorCode } from '../durable.ts';
import { parseObject, stringOf } from '../json-access.ts';
import { askedFileIn } from './asked-log.ts';

/** The commands that were run in the place of those that were asked about. */
export interface ReplacedCommands {
  /** By the id of the call, as far as it was answered. */
  of(id: string): string | undefined;
  /** The same, but told once only. Once the call's result is there, so is its answer. */
  take(id: string): string | undefined;
  /** Those of calls that brought no result: what was not taken yet. */
  takeRest(): readonly string[];
}

/** Reads along with what is answered. */
export function createReplacedCommands(ledgerDirectory: string): ReplacedCommands {
  const path = askedFileIn(ledgerDirectory);
  const replaced = new Map<string, string>();
  const taken = new Set<string>();
  let position = 0;

  function readOn(): void {
    const added = readFrom(path, position);
    // (The last line may be in the middle of being written.)
    const length = added.lastIndexOf('\n') + 1;
    position += length;
    for (const line of added.toString('utf8', 0, length).split('\n')) note(line);
  }

  function note(line: string): void {
    const entry = parseObject(line);
    const [id, instead] = [stringOf(entry?.['id']), stringOf(entry?.['instead'])];
    if (id === undefined) return;
    // Asked again, a call has its newer answer alone.
    taken.delete(id);
    if (instead === undefined) replaced.delete(id);
    else replaced.set(id, instead);
  }

  function takeRead(id: string): string | undefined {
    const command = replaced.get(id);
    if (command === undefined || taken.has(id)) return undefined;
    taken.add(id);
    return command;
  }

  return {
    of(id) {
      readOn();
      return replaced.get(id);
    },
    take(id) {
      readOn();
      return takeRead(id);
    },
    takeRest() {
      readOn();
      return [...replaced.keys()].flatMap((id) => takeRead(id) ?? []);
    },
  };
}

/** What stands in a file from there on; nothing where there is no file. */
function readFrom(path: string, position: number): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(Math.max(0, fstatSync(file).size - position));
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, position));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return Buffer.alloc(0);
    throw error;
  }
}
