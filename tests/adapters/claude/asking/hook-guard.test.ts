import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { printed } from '../../../../src/adapters/claude/asking/hook-answer.ts';
import { hookCommand } from '../../../../src/adapters/claude/asking/hook-command.ts';

// With exit code 2 the CLI runs nothing; with any other failure it runs what only reads.

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "greenlight it's-"));
});
afterEach(async () => rm(root, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the hook's command with a program in the place of Node. */
async function run(program: string, shell = '/bin/sh', path = process.env['PATH']): Promise<Ran> {
  const nodePath = join(root, 'node');
  await writeFile(nodePath, `#!/bin/sh\n${program}\n`);
  await chmod(nodePath, 0o755);
  const command = hookCommand({ nodePath, hook: join(root, 'hook.js'), ledgerDirectory: root, waitMs: 1 });
  return new Promise((resolve) => {
    execFile(shell, ['-c', command], { env: { PATH: path } }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash'].filter((shell) => existsSync(shell));
const ANSWER = printed({ decision: 'allow', input: { command: `echo "it's" \\ $HOME %s` } });
const prints = (text: string): string => `cat <<'END'\n${text}\nEND`;

describe.each(SHELLS)('the wrapper of the hook in %s', (shell) => {
  it('passes an answer on as it is', async () => {
    expect(await run(prints(ANSWER), shell)).toMatchObject({ code: 0, out: `${ANSWER}\n` });
  });

  it('gives the program the call and its ledger', async () => {
    expect((await run(`test "$2" = "${root}" && ${prints(ANSWER)}`, shell)).code).toBe(0);
  });

  it.each([
    ['nothing', 'exit 0'],
    ['garbage', 'echo hello'],
    ['another answer', `echo '{"decision":"approve"}'`],
    ['half an answer', `printf %s '${ANSWER.slice(0, 90).replaceAll("'", '')}'`],
    ['an answer and then a failure', `${prints(ANSWER)}\nexit 1`],
    ['a kill', 'kill -9 $$'],
    ['no such program', 'exec /no/such/program'],
  ])('refuses after %s', async (_name, program) => {
    const { code, out, err } = await run(program, shell);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('was not run');
  });
});

it('does without `timeout` where there is none', async () => {
  const program = `PATH=/usr/bin:/bin\n${prints(ANSWER)}`;
  expect(await run(program, '/bin/sh', '/nowhere')).toEqual({ code: 0, out: `${ANSWER}\n`, err: '' });
});
