import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge, type Surroundings } from '../../src/core/permission/index.ts';
import { frames, soup, spellings } from './shell-judge/texts.ts';
import { rulesOf } from '../core/permission/stage.ts';

const BASH = '/bin/bash';

/** Programs of the system that the commands may use to run others. */
const REAL = ['sh', 'bash', 'env', 'xargs', 'find', 'timeout', 'nice', 'nohup', 'cat', 'mkdir'];

const RULES = rulesOf({
  allow: [
    'Bash(ok:*)',
    'Bash(echo:*)',
    'Bash(cat:*)',
    'Bash(true)',
    'Bash(sh:*)',
    'Bash(xargs:*)',
    'Bash(eval:*)',
  ]
    .concat(['Bash(find:*)', 'Bash(only this:*)', 'Read(/**)', 'Edit(/**)'])
    .concat([
      'Bash(bash:*)',
      'Bash(env:*)',
      'Bash(command:*)',
      'Bash(test:*)',
      'Bash([:*)',
      'Bash(printf:*)',
    ]),
});

let room: string;
let surroundings: Surroundings;
let runCount = 0;

beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'judge-'));
  mkdirSync(join(room, 'bin'));
  mkdirSync(join(room, 'record'));
  for (const name of ['ok', 'bad', 'only']) {
    const stub = join(room, 'bin', name);
    writeFileSync(stub, `#!/bin/sh\necho ${name} ${name === 'only' ? '"$1"' : ''} >> "$RECORD"\n`);
    chmodSync(stub, 0o755);
  }
  for (const name of REAL) {
    const program = ['/bin', '/usr/bin'].map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (program !== undefined) symlinkSync(program, join(room, 'bin', name));
  }
  surroundings = {
    project: join(room, 'project'),
    cwd: join(room, 'project'),
    own: [],
    real: (path) => path,
  };
});

afterAll(() => rmSync(room, { recursive: true, force: true }));

const isAllowed = (command: string): boolean =>
  judge({ tool: 'Bash', input: { command } }, RULES, surroundings).ruling === 'allow';

/** What bash really runs of it that no rule allows. */
function forbiddenRuns(command: string): readonly string[] {
  const record = join(room, 'record', String(runCount++));
  rmSync(surroundings.project, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(join(surroundings.project, 'sub'), { recursive: true });
  spawnSync(BASH, ['-c', 'eval "$1"\nwait', 'bash', command], {
    cwd: surroundings.project,
    env: { PATH: join(room, 'bin'), RECORD: record },
    timeout: 10_000,
    killSignal: 'SIGKILL',
    stdio: 'ignore',
  });
  return forbiddenIn(record);
}

function forbiddenIn(record: string): readonly string[] {
  const runs = existsSync(record) ? readFileSync(record, 'utf8').split('\n') : [];
  return runs.filter((run) => run !== '' && !/^(?:ok(?: |$)|only this(?: |$))/.test(run));
}

describe('what bash really runs', () => {
  it('of every spelling in every frame is not what was allowed', () => {
    let ran = 0;
    for (const spelling of spellings) {
      for (const frame of frames) {
        const command = frame(spelling);
        const runs = forbiddenRuns(command);
        ran += runs.length > 0 ? 1 : 0;
        if (runs.length > 0 && isAllowed(command))
          throw new Error(`${JSON.stringify(command)} ran ${runs.join(', ')}`);
      }
    }
    expect(ran).toBeGreaterThan((spellings.length * frames.length) / 2);
  });

  it('of any text that is allowed is nothing else', () => {
    const allowed: { readonly command: string; readonly record: string }[] = [];
    fc.assert(
      fc.property(soup, (command) => {
        if (!command.includes('ad') || !isAllowed(command)) return;
        allowed.push({ command, record: join(room, 'record', String(runCount)) });
        expect(forbiddenRuns(command)).toEqual([]);
      }),
      { numRuns: 300_000 },
    );
    expect(allowed.length).toBeGreaterThan(100);
    // What ran in the background may have been late.
    expect(allowed.filter(({ record }) => forbiddenIn(record).length > 0)).toEqual([]);
  });
});
