import { createTaskFiles } from '../adapters/task-files/task-files.ts';
import { formatFaults } from '../core/task/index.ts';
import type { CommandContext } from './command-context.ts';

/** Checks task files and tells every fault with its place. */
export async function lint(
  files: readonly string[],
  { cwd, print }: Pick<CommandContext, 'cwd' | 'print'>,
): Promise<number> {
  const taskFiles = createTaskFiles({ tasksDir: cwd, cwd });
  let code = 0;
  for (const file of files) {
    const reading = await taskFiles.read(file);
    if (reading.ok) {
      const { length } = reading.file.tasks;
      const name = files.length > 1 ? `${file}: ` : '';
      print(`${name}ok: ${length} ${length === 1 ? 'task' : 'tasks'}`);
    } else {
      print(formatFaults(reading.path, reading.faults));
      code = 1;
    }
  }
  return code;
}
