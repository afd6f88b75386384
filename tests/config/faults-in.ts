import { checkFile } from '../../src/config/check-file.ts';
import { formatConfigFaults } from '../../src/config/config-fault.ts';
import type { Environment } from '../../src/config/fill-variables.ts';

/** What the operator is told about a file with this text, line by line; empty when nothing is wrong. */
export function faultsIn(text: string, env: Environment = {}): readonly string[] {
  const checked = checkFile(text, env);
  return checked.ok ? [] : formatConfigFaults('config.yaml', checked.faults).split('\n');
}
