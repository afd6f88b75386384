import { describe } from '@jest/globals';
import { checkpointsContract } from './contracts/checkpoints-contract.ts';
import { createFakeCheckpoints, createFakeRepository } from './fake-checkpoints.ts';

describe('fake checkpoints', () => {
  checkpointsContract(() => {
    const repository = createFakeRepository();
    return {
      fresh: () => createFakeCheckpoints(repository),
      write: (path, content) => repository.write(path, content),
      files: () => repository.files,
      head: () => repository.head ?? '',
      commit: (message) => repository.commit(message),
    };
  });
});
