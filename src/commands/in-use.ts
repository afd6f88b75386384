import type { LockHolder } from '../adapters/storage/process-lock.ts';

/** Why nothing can be done with a state file that another process holds. */
export const inUse = (stateFile: string, { pid }: LockHolder): string =>
  `❌ Another Greenlight (process ${pid}) works with ${stateFile}: let it finish or end it, ` +
  'or name another `paths.state_file` in the configuration.';
