import type { Fault } from './fault.ts';

/** One line for each fault, as editors and compilers write it: `file:line:column: message`. */
export function formatFaults(path: string, faults: readonly Fault[]): string {
  return faults.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n');
}
