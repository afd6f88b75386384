import { shellCommand } from '../adapters/terminal/shell-command.ts';

/** A command of this program as it is typed in a shell, with the configuration that was named. */
export const greenlightLine = (
  configPath: string | undefined,
  name: string,
  ...more: readonly string[]
): string =>
  shellCommand(['greenlight', name, ...(configPath === undefined ? [] : ['--config', configPath]), ...more]);
