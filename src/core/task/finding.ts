import { byPosition, type Fault } from './fault.ts';
import type { LineIndex } from './line-index.ts';

/** A fault while the file is being read: where it stands is an offset still. */
export interface Finding {
  readonly offset: number;
  readonly message: string;
}

/** The findings with lines and columns, in the order of the file. */
export function toFaults(findings: readonly Finding[], lines: LineIndex): Fault[] {
  return findings
    .map(({ offset, message }) => ({ line: lines.line(offset), column: lines.column(offset), message }))
    .sort(byPosition);
}
