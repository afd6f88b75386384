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
      return onOneLine(`${place}: ${key === undefined ? '' : `${shortened(key)}: `}${message}`);
    })
    .join('\n');
}

const LONGEST = 60;

/** A text of the file as far as a line of output has room for it. */
export const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;

/** Keys and values may hold anything, also what moves the cursor of a terminal. */
const onOneLine = (line: string): string =>
  line.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, (c) => JSON.stringify(c).slice(1, -1).replace(c, '?'));
