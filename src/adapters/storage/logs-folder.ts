import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { codeOf, naming } from './storage-error.ts';

/**
 * Makes the folder of the logs; inside a repository git leaves it alone, whoever says `git add .` there.
 * A folder that holds something already may be the operator's own, and git goes on seeing what is in it.
 */
export async function prepareLogsFolder(logsDir: string): Promise<void> {
  await naming(logsDir, 'write', async () => {
    const made = await makeFolder(logsDir);
    if (made || (await readdir(logsDir)).length === 0) await hideFromGit(logsDir);
  });
}

async function hideFromGit(folder: string): Promise<void> {
  try {
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
