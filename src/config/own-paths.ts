import type { Config } from './config.ts';

/** What is Greenlight's, wherever it lies, is nothing that an attempt did; one that ends with `*` is each path that begins so. */
export const ownPaths = ({ settings, logsDir, tasksDir, stateFile }: Config['paths']): readonly string[] => [
  ...settings,
  logsDir,
  tasksDir,
  // With its copies, its lock and what the channels keep beside it.
  `${stateFile.replace(/json$/i, '')}*`,
];
