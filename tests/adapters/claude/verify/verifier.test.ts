import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf } from '../look.ts';
import { createVerifyBench, SECRET, SESSION, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
beforeEach(async () => {
  bench = await createVerifyBench();
});
afterEach(async () => bench.remove());

const PASSED = { passed: true, exitCode: 0 };

describe('commands', () => {
  it('run one after another, all of them, and pass or fail by their exit code', async () => {
    const count = `echo run >>${bench.file('runs')}`;
    const commands = [`${count}; echo one`, `${count}; echo two >&2; exit 3`, count];
    const verifications = await bench.verify(commands);
    expect(verifications).toEqual([
      {
        ...PASSED,
        command: commands[0],
        lastLines: ['one'],
        log: 'attempts/1/verify-1.log',
        durationMs: expect.any(Number),
      },
      {
        command: commands[1],
        passed: false,
        exitCode: 3,
        lastLines: ['two'],
        log: 'attempts/1/verify-2.log',
        durationMs: expect.any(Number),
      },
      {
        ...PASSED,
        command: commands[2],
        lastLines: [],
        log: 'attempts/1/verify-3.log',
        durationMs: expect.any(Number),
      },
    ]);
    expect(await linesOf(bench.file('runs'))).toHaveLength(3);
    expect(bench.warnings).toEqual([]);
  });

  it('are told from what ends by a signal, and from a code that looks like one', async () => {
    const [killed, exited] = await bench.verify(['kill -9 $$', 'exit 137']);
    expect(killed).toMatchObject({ passed: false, ended: 'signal' });
    expect(killed?.exitCode).toBeUndefined();
    expect(exited).toMatchObject({ passed: false, exitCode: 137 });
    expect(exited?.ended).toBeUndefined();
  });

  it('may begin with a dash, and be no commands at all', async () => {
    expect(await bench.verify(['-x', 'no-such-program'])).toMatchObject([
      { exitCode: 127 },
      { exitCode: 127 },
    ]);
  });

  it('read nothing', async () => {
    expect(await bench.verify(['cat; echo end'])).toMatchObject([{ ...PASSED, lastLines: ['end'] }]);
  });

  it('none give nothing, and leave nothing', async () => {
    expect(await bench.verify([])).toEqual([]);
    await expect(readdir(bench.folder)).rejects.toThrow('ENOENT');
  });

  it('have the environment of an attempt', async () => {
    const env = {
      PATH: process.env['PATH'],
      TELEGRAM_BOT_TOKEN: SECRET,
      MY_SECRET: SECRET,
      GREENLIGHT_ATTEMPT: 'of another',
      ANTHROPIC_MODEL: 'sonnet',
    };
    await bench.verify([`env >${bench.file('env')}`], { env });
    const names = (await linesOf(bench.file('env'))).map((line) => line.split('=')[0]);
    expect(names.filter((name) => name !== '_' && name !== 'PWD' && name !== 'OLDPWD').toSorted()).toEqual([
      'ANTHROPIC_MODEL',
      'CLAUDE_CODE_DISABLE_BACKGROUND_TASKS',
      'DISABLE_AUTOUPDATER',
      'GREENLIGHT_ATTEMPT',
      'PATH',
    ]);
    expect(await readFile(bench.file('env'), 'utf8')).not.toContain(SECRET);
  });

  it('create files with the umask of the operator', async () => {
    await writeFile(bench.file('ordinary'), '');
    await bench.verify([`: >${bench.file('new')}`]);
    expect((await stat(bench.file('new'))).mode).toBe((await stat(bench.file('ordinary'))).mode);
  });
});

describe('the working directory', () => {
  it('is the project, or the folder of the task in it', async () => {
    await mkdir(join(bench.project, 'packages/web'), { recursive: true });
    expect(await bench.verify(['pwd'])).toMatchObject([{ lastLines: [bench.project] }]);
    await rm(join(bench.folder, 'verify.json'));
    expect(await bench.verify(['pwd'], { workingDirectory: 'packages/web' })).toMatchObject([
      { lastLines: [await realpath(join(bench.project, 'packages/web'))] },
    ]);
  });

  it.each([
    ['is missing', 'gone', 'The working directory of the task is not there: nothing was started.'],
    [
      'is elsewhere',
      'link',
      'The working directory of the task leads out of the project: nothing was started.',
    ],
  ])('starts nothing where it %s', async (_, workingDirectory, sentence) => {
    await symlink('..', join(bench.project, 'link'));
    expect(await bench.verify(['touch here'], { workingDirectory })).toMatchObject([
      { passed: false, ended: 'not-started', lastLines: [sentence] },
    ]);
    expect(await bench.log()).toContain(sentence);
  });

  it('may be removed by a command', async () => {
    expect(await bench.verify([`rm -r ${bench.project}`, 'true'])).toMatchObject([
      PASSED,
      { ended: 'not-started', lastLines: [expect.stringContaining('`project.directory`')] },
    ]);
  });
});

describe('a shell that cannot be started', () => {
  it('is said', async () => {
    expect(await bench.verify(['true'], { env: { PATH: bench.file('empty') } })).toMatchObject([
      {
        passed: false,
        ended: 'not-started',
        lastLines: [expect.stringContaining('`sh` could not be started')],
      },
    ]);
  });

  it('because the command is too long is said', async () => {
    expect(await bench.verify([`: ${'x'.repeat(200_000)}`, 'true'])).toMatchObject([
      { ended: 'not-started' },
      PASSED,
    ]);
  });
});

describe('the results', () => {
  it('are kept for their owner only, with the logs', async () => {
    await bench.verify(['echo one', 'false']);
    expect((await readdir(bench.folder)).toSorted()).toEqual(['verify-1.log', 'verify-2.log', 'verify.json']);
    const modes = await Promise.all(
      ['verify.json', 'verify-1.log'].map(
        async (name) => (await stat(join(bench.folder, name))).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('are read when they are asked for again', async () => {
    const commands = [`echo run >>${bench.file('runs')}`, 'exit 4'];
    const first = await bench.verify(commands);
    expect(await bench.verify(commands)).toEqual(first);
    expect(await linesOf(bench.file('runs'))).toHaveLength(1);
  });

  it('are those of an epoch', async () => {
    const commands = [`echo run >>${bench.file('runs')}`];
    const verifier = bench.verifier();
    for (const epoch of [1, 2]) {
      await verifier.verify({ session: SESSION, epoch, commands }, new AbortController().signal);
    }
    expect(await linesOf(bench.file('runs'))).toHaveLength(2);
  });

  it.each([
    '',
    '{"version":1,"verif',
    '{"version":1,"verifications":[{}]}',
    '{"version":2,"verifications":[]}',
    '[]',
  ])('that read %j are found out anew', async (content) => {
    const commands = [`echo run >>${bench.file('runs')}`];
    await bench.verify(commands);
    await writeFile(join(bench.folder, 'verify.json'), content);
    expect(await bench.verify(commands)).toMatchObject([PASSED]);
    expect(await bench.verify(commands)).toMatchObject([PASSED]);
    expect(await linesOf(bench.file('runs'))).toHaveLength(2);
  });

  it('of other commands do not count', async () => {
    await bench.verify(['true']);
    expect(await bench.verify(['false'])).toMatchObject([{ passed: false, exitCode: 1 }]);
  });

  it('are given also when they cannot be kept', async () => {
    await mkdir(join(bench.folder, 'verify-1.log'), { recursive: true });
    const verifications = await bench.verify([`rm -rf ${bench.folder}; echo done`]);
    expect(verifications).toMatchObject([{ ...PASSED, lastLines: ['done'] }]);
    expect(bench.warnings).toEqual([
      'could not write the log of a verify command',
      'could not keep the results of verify commands',
    ]);
  });
});
