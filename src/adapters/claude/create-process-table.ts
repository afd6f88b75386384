import { existsSync } from 'node:fs';
import { createProcTable } from './proc-table.ts';
import type { ProcessTable } from './process-table.ts';
import { createPsTable } from './ps-table.ts';

export function createProcessTable(): ProcessTable {
  return existsSync('/proc/self/stat') ? createProcTable() : createPsTable();
}
