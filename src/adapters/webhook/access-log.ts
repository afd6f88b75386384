import { appendFile, rename, stat } from 'node:fs/promises';

export interface AccessLog {
  add(line: string): void;
  /** Resolves when everything added so far is on disk. */
  close(): Promise<void>;
}

const LARGEST_BYTES = 10_000_000;

/** Appends to a file; a large one becomes `.1`, so that a flood of calls fills no disk. What cannot be written is lost. */
export function createAccessLog({
  path,
  largestBytes = LARGEST_BYTES,
  onFailure,
}: {
  readonly path: string;
  readonly largestBytes?: number;
  /** Told once for as long as writing fails. */
  readonly onFailure: (error: unknown) => void;
}): AccessLog {
  let waiting = '';
  let written = Promise.resolve();
  let failing = false;

  async function write(): Promise<void> {
    const text = waiting;
    waiting = '';
    if (text === '') return;
    try {
      if ((await sizeOf(path)) > largestBytes) await rename(path, `${path}.1`);
      await appendFile(path, text, { mode: 0o600 });
      failing = false;
    } catch (error) {
      if (!failing) onFailure(error);
      failing = true;
    }
  }

  return {
    add(line) {
      const isFirst = waiting === '';
      waiting += `${line}\n`;
      if (isFirst) written = written.then(write);
    },
    close: () => written,
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
