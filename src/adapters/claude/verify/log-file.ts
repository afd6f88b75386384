import { closeSync, openSync, writeSync } from 'node:fs';

export interface LogFile {
  write(text: string): void;
  close(): void;
}

/** A new file in the place of what is there. When it cannot be written, that is told once, and what else comes is dropped. */
export function createLogFile(path: string, onFailure: (error: unknown) => void): LogFile {
  let file: number | undefined;
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      close();
      onFailure(error);
    }
  };
  attempt(() => {
    file = openSync(path, 'w', 0o600);
  });
  return {
    write: (text) => {
      const opened = file;
      if (opened !== undefined) attempt(() => void writeSync(opened, text));
    },
    close,
  };
}
