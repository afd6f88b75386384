import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './storage-error.ts';

/** Makes the folder of the logs; inside a repository git leaves it alone, whoever says `git add .` there. */
export async function prepareLogsFolder(logsDir: string): Promise<void> {
  await mkdir(logsDir, { recursive: true, mode: 0o700 });
  try {
    await writeFile(join(logsDir, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
