import { watch, type FSWatcher } from 'node:fs';

/** Waits for something to happen in a directory; now and then it wakes unasked, as notice is not certain everywhere. */
export interface Wake {
  /** Resolves at once when an urgent file changed, soon when another did, and after `mostMs` in any case. */
  next(mostMs: number): Promise<void>;
  /** Wakes whoever waits. */
  close(): void;
}

const SOON_MS = 250;

export function createWake(directory: string, urgent: readonly string[]): Wake {
  let stirred: 'no' | 'soon' | 'now' = 'no';
  let release: (() => void) | undefined;
  let soon: NodeJS.Timeout | undefined;
  let closed = false;

  const stir = (how: 'soon' | 'now'): void => {
    if (stirred !== 'now') stirred = how;
    if (release === undefined) return;
    if (how === 'now') release();
    else soon ??= setTimeout(release, SOON_MS);
  };
  const watcher = watchIfPossible(directory, (name) =>
    stir(name === null || urgent.includes(name) ? 'now' : 'soon'),
  );

  return {
    next: async (mostMs) => {
      if (closed) return;
      let latest: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        release = resolve;
        latest = setTimeout(resolve, mostMs);
        if (stirred !== 'no') stir(stirred);
      });
      release = undefined;
      stirred = 'no';
      clearTimeout(latest);
      clearTimeout(soon);
      soon = undefined;
    },
    close: () => {
      closed = true;
      watcher?.close();
      release?.();
    },
  };
}

/** Undefined where no more watches can be had (inotify's limit): then only the clock wakes. */
function watchIfPossible(directory: string, onChange: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, (_event, name) => onChange(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
