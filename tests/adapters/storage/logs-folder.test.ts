import { describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareLogsFolder } from '../../../src/adapters/storage/logs-folder.ts';
import { useTemporaryFolders } from './temporary-folder.ts';

const temporaryFolder = useTemporaryFolders();

it('git leaves the logs alone, unless the operator says otherwise', async () => {
  const logs = join(await temporaryFolder(), 'deep', 'logs');
  await prepareLogsFolder(logs);
  expect(await readFile(join(logs, '.gitignore'), 'utf8')).toBe('*\n');
  await writeFile(join(logs, '.gitignore'), '!*.log\n');
  await prepareLogsFolder(logs);
  expect(await readFile(join(logs, '.gitignore'), 'utf8')).toBe('!*.log\n');
});

describe('a folder that is there already', () => {
  it('is hidden from git when it is empty', async () => {
    const logs = await temporaryFolder();
    await prepareLogsFolder(logs);
    expect(await readdir(logs)).toEqual(['.gitignore']);
  });

  it('is left as it is when it holds anything', async () => {
    const logs = await temporaryFolder();
    await writeFile(join(logs, 'index.ts'), '');
    await prepareLogsFolder(logs);
    expect(await readdir(logs)).toEqual(['index.ts']);
  });

  it('may be reached by a link', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'real'));
    await symlink('real', join(folder, 'logs'));
    await prepareLogsFolder(join(folder, 'logs', 'greenlight'));
    expect(await readdir(join(folder, 'real'))).toEqual(['greenlight']);
  });
});

describe('a place where no folder can be', () => {
  it('is named when a file stands there', async () => {
    const file = join(await temporaryFolder(), 'logs');
    await writeFile(file, '');
    await expect(prepareLogsFolder(file)).rejects.toThrow(
      `Cannot write ${file} (EEXIST): something that is no folder is in the way`,
    );
    const below = join(file, 'deep', 'logs');
    await expect(prepareLogsFolder(below)).rejects.toThrow(
      `Cannot write ${below} (ENOTDIR): a part of the path is not a folder.`,
    );
  });

  it('is named when a link there leads nowhere', async () => {
    const link = join(await temporaryFolder(), 'logs');
    await symlink('nowhere', link);
    await expect(prepareLogsFolder(link)).rejects.toThrow(`Cannot write ${link} (EEXIST): something that`);
  });

  // Only Linux has a folder that takes nothing, not even from root.
  if (process.platform === 'linux') {
    it('is named when the folder above takes nothing', async () => {
      await expect(prepareLogsFolder('/proc/greenlight/logs')).rejects.toThrow(
        'Cannot write /proc/greenlight/logs (ENOENT)',
      );
    });
  }
});
