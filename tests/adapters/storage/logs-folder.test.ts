import { expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
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
