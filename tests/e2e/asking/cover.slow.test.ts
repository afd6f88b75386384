import { describe, expect, it } from '@jest/globals';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bash, use, type Step } from '../../../src/demo/model-script.ts';
import { createAskingStages, inOrder, type AskingStage } from './asking-stage.ts';

const createStage = createAskingStages();
const LS = 'permissions: { allow: ["Bash(ls:*)"] }';

describe('a rule allows ls', () => {
  it('and so ls runs without anybody being asked', async () => {
    const stage = await createStage({ script: inOrder(bash('ls -la'), bash('ls; ls .')), config: LS });
    await stage.begin();
    expect(await stage.answerEach('deny')).toEqual([]);
    expect(stage.read().map(({ isError }) => isError)).toEqual([false, false]);
  });

  it('but nothing that stands beside it, inside it or after it', async () => {
    const commands = [
      'ls && touch x',
      'ls & touch x',
      'ls; touch x',
      'ls | tee x',
      'ls || touch x; ls',
      'ls\ntouch x',
      'ls $(touch x)',
      'ls `touch x`',
      'ls <(touch x)',
      'ls "$(touch x)"',
      'ls > x',
      'ls >| x',
      'ls &> x',
      'ls 2> x',
      '{ ls; } > x',
      'ls() { touch x; }; ls',
      'alias ls="touch x"; ls',
      'PATH=. ls',
      'ls ${A:=$(touch x)}',
      'ls $((a[$(touch x)]))',
      'ls <<< "$(touch x)"',
      'ls <<END\n$(touch x)\nEND',
      "ls $'\\x3b' ; eval 'touch x'",
      'ls | xargs touch x',
      'if ls; then touch x; fi',
      'for f in x; do touch $f; done; ls',
      'ls # \ntouch x',
      'ls \\\n && touch x',
      '\\ls && touch x',
      'time ls; touch x',
    ];
    const stage = await createStage({ script: inOrder(...commands.map((each) => bash(each))), config: LS });
    // What would be run in the place of `ls`, if the folder came first.
    await writeFile(join(stage.project.directory, 'ls'), '#!/bin/sh\ntouch x\n', { mode: 0o755 });
    await stage.begin();
    expect(await stage.answerEach('deny')).toHaveLength(commands.length);
    expect(stage.read().map(({ isError }) => isError)).toEqual(commands.map(() => true));
    await expect(stage.project.read('work/x')).rejects.toThrow('ENOENT');
  });
});

describe('by the rules that hold without any of the operator', () => {
  it('the project is read and changed, and everything outside of it is asked', async () => {
    const stage = await createStage({
      script: inOrder(
        use('Write', { file_path: 'new.txt', content: 'first' }),
        use('Edit', { file_path: 'new.txt', old_string: 'first', new_string: 'second' }),
        use('Read', { file_path: 'new.txt' }),
        use('Write', { file_path: '../out.txt', content: 'out' }),
        use('Write', { file_path: 'link/out.txt', content: 'out' }),
        use('Read', { file_path: '/etc/hostname' }),
        bash('cat /etc/hostname'),
      ),
    });
    await symlink('..', join(stage.project.directory, 'link'));
    await stage.begin();
    expect(await stage.answerEach('deny')).toHaveLength(4);
    expect(await stage.lines('new.txt')).toEqual(['second']);
    await expect(stage.project.read('out.txt')).rejects.toThrow('ENOENT');
    expect(stage.read().map(({ isError }) => isError)).toEqual([false, false, false, true, true, true, true]);
  });

  const TELLTALE = 'te11-7a1e-53cre7';
  const OWN = ['../config.yaml', '../state.json', '../logs/audit.jsonl', '../logs/.asking.json'];
  const SECRET = ['.env', '.env.local', 'deep/server.pem', 'id_rsa', '.npmrc', 'credentials.json'];

  /** A project with secrets in it, in which everything is allowed that may be. */
  async function withSecrets(steps: readonly Step[]): Promise<AskingStage> {
    const stage = await createStage({
      script: inOrder(...steps),
      config: 'permissions: { allow: ["Bash", "Read(//**)", "Edit(//**)"] }',
    });
    const { directory } = stage.project;
    await mkdir(join(directory, 'deep'));
    await mkdir(join(directory, '.git/hooks'), { recursive: true });
    for (const path of [...SECRET, '.git/config']) await writeFile(join(directory, path), `${TELLTALE}\n`);
    await symlink('.env', join(directory, 'linked'));
    return stage;
  }

  it.each<[string, readonly Step[]]>([
    [
      'read',
      [
        ...[...SECRET, ...OWN, 'linked', 'real/../.env'].map((path) => use('Read', { file_path: path })),
        use('Grep', { pattern: TELLTALE, path: '.env', output_mode: 'content' }),
      ],
    ],
    [
      'read by a command',
      [...SECRET, ...OWN, 'linked', 'real/../.env', '.env > copy'].map((path) => bash(`cat ${path}`)),
    ],
    [
      'changed',
      [
        ...[...SECRET, ...OWN, '.git/config', '.git/hooks/pre-commit'].map((path) =>
          use('Write', { file_path: path, content: 'changed' }),
        ),
        use('Edit', { file_path: '.git/config', old_string: TELLTALE, new_string: 'changed' }),
        ...['.git/config', '.git/hooks/pre-commit', '.env', '../state.json', '../config.yaml'].map((path) =>
          bash(`echo changed >> ${path}`),
        ),
      ],
    ],
  ])('secrets, the repository and what is Greenlight’s are not %s, and nobody is asked', async (_, steps) => {
    const stage = await withSecrets(steps);
    const config = await stage.project.read('config.yaml');
    await stage.begin();
    expect(await stage.answerEach('deny')).toEqual([]);
    const read = stage.read();
    expect(read.map(({ isError }) => isError)).toEqual(steps.map(() => true));
    expect(JSON.stringify(read)).not.toContain(TELLTALE);
    for (const path of [...SECRET, '.git/config']) expect(await stage.lines(path)).toEqual([TELLTALE]);
    expect(await stage.project.read('config.yaml')).toBe(config);
    expect(await stage.lines('copy')).toEqual([]);
    expect(await stage.lines('.git/hooks/pre-commit')).toEqual([]);
  });
});
