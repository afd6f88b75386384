import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorCode } from './durable.ts';

const LAST_LINES = 20;
const LONGEST_LAST_LINE = 300;

/** The session's log of one task, which all its attempts write to, one after another. */
export function readableLogPath(logsDir: string, session: string, position: number): string {
  return join(logsDir, session, `task-${String(position)}-output.log`);
}

export async function lengthOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** The last lines, for a failure's report; kept apart from the file, which can be switched off. */
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
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const NO_READABLE_LOG: ReadableLog = {
  add: () => undefined,
  flush: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/**
 * Writes the attempt's part of the log from `offset` on. Whoever follows the attempt again writes the same
 * bytes to the same place, so nothing is there twice, however often Greenlight was restarted.
 */
export async function openReadableLog(path: string, offset: number): Promise<ReadableLog> {
  const file = await openForWriting(path);
  let position = offset;
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const chunk = Buffer.from(`${waiting.join('\n')}\n`);
    waiting = [];
    await file.write(chunk, 0, chunk.length, position);
    position += chunk.length;
  };
  return {
    add: (lines) => void waiting.push(...lines),
    flush,
    close: async () => {
      try {
        await flush();
        // What an earlier follower wrote beyond this (a secret is known now and is shorter).
        await file.truncate(position);
      } finally {
        await file.close();
      }
    },
  };
}

/** Without truncating, and created when missing. */
async function openForWriting(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (!isErrorCode(error, 'ENOENT')) throw error;
    return open(path, 'wx+', 0o600);
  }
}
