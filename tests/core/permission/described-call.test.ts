import { describe, expect, it } from '@jest/globals';
import { describedCall } from '../../../src/core/permission/index.ts';

const hidden = (text: string): string => text.replaceAll('s3cret', '***');
const asIs = (text: string): string => text;

describe('a call as a person is told of it', () => {
  it('is a permission, in one line and in full, without what is secret', () => {
    expect(describedCall({ tool: 'Bash', input: { command: 'echo s3cret\nls' } }, hidden)).toEqual({
      kind: 'permission',
      detail: 'echo *** ls',
      shown: { kind: 'command', command: 'echo ***\nls' },
      questions: undefined,
    });
  });

  it('compares what a Write writes with what the file holds now, both without what is secret', () => {
    const input = { file_path: 'notes.txt', content: 'one\n' };
    const { detail, shown } = describedCall({ tool: 'Write', input }, hidden, 's3cret\n');
    expect(detail).toBe('notes.txt');
    expect(shown).toMatchObject({ kind: 'write', path: 'notes.txt', diff: expect.stringContaining('-***') });
    expect(JSON.stringify(shown)).not.toContain('s3cret');
  });

  it('is a question where it asks one', () => {
    const question = { question: 'Which s3cret?', multiSelect: false, options: [{ label: 'the s3cret' }] };
    expect(
      describedCall({ tool: 'AskUserQuestion', input: { questions: [question] } }, hidden),
    ).toMatchObject({
      kind: 'question',
      detail: 'Which ***?',
      questions: [{ question: 'Which ***?', multiSelect: false, options: [{ label: 'the ***' }] }],
    });
  });

  it('is no question where none can be read', () => {
    expect(describedCall({ tool: 'AskUserQuestion', input: { questions: [] } }, asIs)).toMatchObject({
      kind: 'permission',
      questions: undefined,
    });
  });
});
