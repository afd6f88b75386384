import { describe, expect, it } from '@jest/globals';
import { firstPrompt, nextPrompt } from '../../../src/core/prompt/index.ts';

const task = {
  number: 7,
  title: 'Add a migration',
  dependsOn: [],
  description: 'For invoices.',
  acceptanceCriteria: ['file exists', '`npm test` passes'],
  verify: ['npm test', 'test -n "`date`"'],
  instruction: 'Write it.\n\n```\n## Task 9: not a task\n```',
};

describe('the first prompt', () => {
  it('frames the instruction with title, description and criteria', () => {
    expect(firstPrompt(task, { position: 2, total: 3 })).toBe(
      [
        '# Task 2 of 3: Add a migration',
        '## Description\n\nFor invoices.',
        '## Acceptance criteria\n\n- file exists\n- `npm test` passes',
        `## Instruction\n\n${task.instruction}`,
        '## Checks\n\nGreenlight will run these commands afterwards, and the task counts only if each of them succeeds:\n\n' +
          '    npm test\n    test -n "`date`"',
      ].join('\n\n'),
    );
  });

  it('leaves out what the task does not have, and puts the operator last', () => {
    const bare = { ...task, description: undefined, acceptanceCriteria: [], verify: [] };
    expect(firstPrompt(bare, { position: 1, total: 1 }, { words: 'use sqlite' })).toBe(
      `# Task 1 of 1: Add a migration\n\n## Instruction\n\n${task.instruction}\n\n## From the operator\n\nuse sqlite`,
    );
  });
});

describe('the next prompt of a conversation', () => {
  const previous = { sentence: 'It was stopped.' };

  it('is the operator’s words', () => {
    expect(nextPrompt(previous, { words: 'use sqlite' })).toBe('use sqlite');
  });

  it('says how the attempt before ended when there are no words', () => {
    expect(nextPrompt(previous)).toBe(
      'The attempt before ended like this: It was stopped.\nGo on with the task.',
    );
  });

  it('says what was running when it was interrupted', () => {
    expect(nextPrompt({ ...previous, pendingCall: 'Bash npm run migrate' }, { words: 'look first' })).toBe(
      'The run was interrupted while this call was executing: Bash npm run migrate\n' +
        'Its outcome is unknown: inspect what it did before you repeat it.\n\nlook first',
    );
  });
});
