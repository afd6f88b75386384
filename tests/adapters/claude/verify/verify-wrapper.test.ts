import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { VERIFY_WRAPPER } from '../../../../src/adapters/claude/verify/verify-wrapper.ts';

const SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash'].filter((shell) => existsSync(shell));

describe.each(SHELLS)('the wrapper of a command in %s', (shell) => {
  const run = (input: string, directory = tmpdir()) => {
    const given = [
      '-c',
      VERIFY_WRAPPER,
      'name',
      process.cwd(),
      directory,
      'echo out; echo err >&2; cat; exit 3',
    ];
    const { stdout, stderr, status } = spawnSync(shell, given, { input, encoding: 'utf8' });
    return { stdout, said: stderr.trimEnd().split('\n').at(-1), status };
  };

  it('becomes the command at the word of its starter', () => {
    expect(run('go\nmore\n')).toEqual({ stdout: 'out\nerr\n', said: 'started', status: 3 });
  });

  it.each([
    ['its starter died before the word', '', 'void'],
    ['its starter could not name it', 'nodisk\n', 'nodisk'],
  ])('runs nothing when %s', (_, input, said) => {
    expect(run(input)).toEqual({ stdout: '', said, status: 0 });
  });

  it('runs nothing where there is no directory', () => {
    expect(run('go\n', '/no/such/directory')).toEqual({ stdout: '', said: 'nodir', status: 0 });
  });
});
