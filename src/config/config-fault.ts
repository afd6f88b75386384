import { byPosition, type Fault } from '../core/task/index.ts';

/** A fault in the configuration; `line` 0 when it is about the file as a whole. */
export interface ConfigFault extends Fault {
  readonly key?: string | undefined;
}

/** One line per fault: `config.yaml:7:3: claude.timeout: expected ...`. */
export function formatConfigFaults(path: string, faults: readonly ConfigFault[]): string {
  return [...faults]
    .sort(byPosition)
    .map(({ line, column, key, message }) => {
      const place = line === 0 ? path : `${path}:${line}:${column}`;
      return `${place}: ${key === undefined ? '' : `${key}: `}${message}`;
    })
    .join('\n');
}
