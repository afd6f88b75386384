import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { asOperand, shellCommand } from '../../../src/adapters/terminal/shell-command.ts';

describe('a command line to copy', () => {
  it('reads as it would be typed', () => {
    expect(shellCommand(['greenlight', 'run', 'tasks/today.md'])).toBe('greenlight run tasks/today.md');
    expect(shellCommand(['my list.md', "ann's"])).toBe(String.raw`'my list.md' 'ann'\''s'`);
  });

  it('is taken apart by a shell into the same words', () => {
    const words = ['a b', "it's", '$HOME', '`id`', 'x"y', '~', '*', '', 'a\\b', '#c', 'größe.md', '!x', '  '];
    const line = `printf '%s\\0' ${shellCommand(words)}`;
    expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe(
      words.map((word) => `${word}\0`).join(''),
    );
  });

  it('has no path that looks like an option', () => {
    expect(['-x.md', '--help', './-x.md', 'x.md'].map(asOperand)).toEqual([
      './-x.md',
      './--help',
      './-x.md',
      'x.md',
    ]);
  });
});
