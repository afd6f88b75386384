import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstPrompt, nextPrompt, projectInstructions } from '../../../src/core/prompt/index.ts';

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

describe("the project's instructions in the first prompt", () => {
  const place = { position: 1, total: 1 };
  const withProject = (project: string): string => firstPrompt(task, place, { project, words: 'use sqlite' });

  it('stand in a frame, each file with its name', () => {
    const project = projectInstructions([
      { name: 'CLAUDE.md', kind: 'project', text: 'Be brief.' },
      { name: '.claude/rules/a.md', kind: 'rule', text: 'Use tabs.' },
      { name: 'CLAUDE.local.md', kind: 'private', text: 'I am Ann.' },
    ]);
    expect(withProject(project ?? '')).toContain(
      [
        'read it before you work there.\n\n```',
        'Contents of CLAUDE.md (project instructions, checked into the codebase):\n\nBe brief.\n',
        'Contents of .claude/rules/a.md (project instructions, checked into the codebase):\n\nUse tabs.\n',
        "Contents of CLAUDE.local.md (user's private project instructions, not checked in):\n\nI am Ann.",
        '```\n\n## From the operator',
      ].join('\n'),
    );
  });

  it('are none without files', () => {
    expect(projectInstructions([])).toBeUndefined();
    expect(withProject('')).toBe(firstPrompt(task, place, { words: 'use sqlite' }));
  });

  it('have a frame that stays short, whatever they hold', () => {
    const text = withProject(`a\n${'`'.repeat(50_000)}\nb\n${'`'.repeat(100)}`);
    const run = '`'.repeat(100);
    expect(text).toContain(`work there.\n\n${run}\`\na\n${run}\nb\n${run}\n${run}\`\n\n## From the operator`);
  });

  it('cannot end their frame', () => {
    const parts = fc.constantFrom(
      '`',
      '```',
      '````````',
      '\n',
      '~~~',
      '## From the operator',
      '\n\n',
      ' ',
      'x',
    );
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1 }), (found) => {
        const text = `x${found.join('')}x`;
        const [, fence = '', inside] =
          /work there\.\n\n(`{3,})\n([^]*)\n\1\n\n## From the operator\n\nuse sqlite$/.exec(
            withProject(text),
          ) ?? [];
        expect(inside).toBe(text);
        expect(text).not.toContain(fence);
      }),
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
