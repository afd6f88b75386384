import { describe, expect, it } from '@jest/globals';
import { diffMessage, diffText } from '../../../src/adapters/terminal/messages/diff-message.ts';

const diff = { epoch: 3, text: '+one\n-two\n', whole: true, file: 'logs/S/attempts/3/changes.diff' };

describe('a diff', () => {
  it('says what changed, line by line, and nothing that a terminal would obey', () => {
    expect(diffMessage(diff)).toEqual(['📋 What attempt 3 changed:', '+one', '-two']);
    expect(diffMessage({ ...diff, text: '+\u001b[2Jx\n' })).toEqual(['📋 What attempt 3 changed:', '+x']);
    expect(diffText({ ...diff, text: '+\u001b[2Jx\n' })).toBe('+x\n');
    expect(diffMessage({ ...diff, text: '' })).toEqual(['📋 Attempt 3 changed nothing.']);
  });

  it('that is long is printed in part, and says where all of it is', () => {
    const long = diffMessage({ ...diff, text: '+line\n'.repeat(1_000) });
    expect(long).toHaveLength(402);
    expect(long[0]).toBe('📋 What attempt 3 changed, the first 400 lines:');
    expect(long.at(-1)).toBe('   The whole diff is in logs/S/attempts/3/changes.diff');
    expect(diffMessage({ ...diff, whole: false }).at(-1)).toMatch(/^ {3}The whole diff is in logs/);
    expect(diffText({ ...diff, whole: false })).toMatch(/\n… it goes on; all of it is in logs\S+\n$/);
  });
});
