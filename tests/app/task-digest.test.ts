import { expect, it } from '@jest/globals';
import { digestOf } from '../../src/app/task-digest.ts';
import { createFakeIds } from '../helpers/app-fakes.ts';

const ids = createFakeIds();
const older = { number: 1, title: 'T', dependsOn: [], acceptanceCriteria: [], instruction: 'Do it.' };

it('is another one when the commands to verify are others', () => {
  const lists = [[], ['npm test'], ['npm run test'], ['npm test', 'npm run lint']];
  const digests = lists.map((verify) => digestOf({ ...older, verify }, ids));
  expect(new Set(digests).size).toBe(4);
});

it('is for a task without such commands the one that an older version gave it', () => {
  expect(digestOf({ ...older, verify: [] }, ids)).toBe(ids.digest(JSON.stringify(older)));
});
