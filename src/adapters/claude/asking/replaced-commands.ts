import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isErrorCode } from '../durable.ts';
import { parseObject, stringOf } from '../json-access.ts';
import { askedFileIn } from './asked-log.ts';

/** The commands that were run in the place of those that were asked about: each is told once. */
export interface ReplacedCommands {
  /** By the id of the call. Once its result is there, so is its answer. */
  take(id: string): string | undefined;
  /** Those of calls that brought no result. */
  takeRest(): readonly string[];
}

/** Reads along with what is answered. */
export function createReplacedCommands(ledgerDirectory: string): ReplacedCommands {
  const path = askedFileIn(ledgerDirectory);
  const replaced = new Map<string, string>();
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
    if (instead === undefined) replaced.delete(id);
    else replaced.set(id, instead);
  }

  return {
    take(id) {
      readOn();
      const command = replaced.get(id);
      replaced.delete(id);
      return command;
    },
    takeRest() {
      readOn();
      const rest = [...replaced.values()];
      replaced.clear();
      return rest;
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
