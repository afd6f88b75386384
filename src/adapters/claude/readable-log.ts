import { closeSync, constants, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** As many as an operator can ask for. */
const LAST_LINES = 500;
const LONGEST_LAST_LINE = 300;

/** The session's log of one task, which all its attempts write to, one after another. */
export function readableLogPath(logsDir: string, session: string, position: number): string {
  return join(logsDir, session, `task-${String(position)}-output.log`);
}

export function lengthOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The last lines, for a failure's report and for an operator who asks; kept apart from the file, which can be switched off. */
export interface LastLines {
  readonly lines: readonly string[];
  readonly add: (lines: readonly string[]) => void;
}

export function createLastLines(): LastLines {
  const lines: string[] = [];
  return {
    lines,
    add: (more) => {
      lines.push(...more.slice(-LAST_LINES).map((line) => line.slice(0, LONGEST_LAST_LINE)));
      lines.splice(0, lines.length - LAST_LINES);
    },
  };
}

export interface ReadableLog {
  readonly add: (lines: readonly string[]) => void;
  readonly flush: () => void;
  readonly close: () => void;
}

export const NO_READABLE_LOG: ReadableLog = {
  add: () => undefined,
  flush: () => undefined,
  close: () => undefined,
};

/**
 * Writes the attempt's part of the log from `offset` on. Whoever follows the attempt again writes the same
 * bytes to the same place, so nothing is there twice, however often Greenlight was restarted.
 */
export function openReadableLog(path: string, offset: number): ReadableLog {
  // Without truncating.
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  let position = offset;
  let waiting: string[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const chunk = Buffer.from(`${waiting.join('\n')}\n`);
    waiting = [];
    writeSync(file, chunk, 0, chunk.length, position);
    position += chunk.length;
  };
  return {
    add: (lines) => void waiting.push(...lines),
    flush,
    close: () => {
      try {
        flush();
        // What an earlier follower wrote beyond this (a secret is known now and is shorter).
        ftruncateSync(file, position);
      } finally {
        closeSync(file);
      }
    },
  };
}
