import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { checkpointsContract } from '../../helpers/contracts/checkpoints-contract.ts';
import { filesIn, stageWith } from './stage.ts';

describe('checkpoints in a git repository', () => {
  checkpointsContract(() => {
    const { top, git, write, remove, fresh } = stageWith({ 'a.txt': 'one\n' });
    const head = () => git('rev-parse', 'HEAD').trim();
    return {
      fresh,
      head,
      write: (path, content) => (content === undefined ? remove(path) : write(path, content)),
      files: () =>
        Object.fromEntries([...filesIn(top)].map(([path]) => [path, readFileSync(join(top, path), 'utf8')])),
      commit: (message) => {
        git('add', '-A');
        git('commit', '-q', '-m', message);
        return head();
      },
    };
  });
});
