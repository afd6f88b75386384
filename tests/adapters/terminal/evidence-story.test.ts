import { describe, expect, it } from '@jest/globals';
import type { TaskFileReading } from '../../../src/app/ports/task-files.ts';
import { createFakeRepository } from '../../helpers/fake-checkpoints.ts';
import type { Script } from '../../helpers/fake-runner.ts';
import { until } from '../../helpers/until.ts';
import { expectGolden } from './golden.ts';
import { createStage, emptyDisk, filesOf } from './stage.ts';
import { done, question, today } from './today.ts';

const verified = today.map((task) =>
  task.number === 2 ? { ...task, verify: ['npm test', 'npm run lint -- --quiet'] } : task,
);
const writing = (file: string, text: string) => ({ ...done, writes: { [file]: text } });
const script: Script = {
  1: [writing('db/001.sql', 'create table invoices\n')],
  2: [writing('src/actions.ts', 'wrong\n'), writing('src/actions.ts', 'right\n')],
  3: [writing('docs/list.md', '# List\n')],
};
const failing = {
  passed: false,
  exitCode: 1,
  lastLines: ['FAIL tests/actions.test.ts', '    expected 2, got 3'],
};

/** What is printed between two questions. */
const choices = (text: string): readonly string[] => text.match(/^Type one of: .*(\n(?! *[>⚠]).+)*/gm) ?? [];

describe('a session in a repository', () => {
  it('shows what was done, verifies it, takes it back and forth', async () => {
    const repository = createFakeRepository();
    const stage = createStage({
      ...{ repository, script, tasks: verified, fails: { 2: failing } },
      lines: ['a', 'diff', 'a', 'v', 'retry mend it', 'undo', 'undo', 'redo', 'redo', 'stop'],
      rules: { mode: 'manual', checkpointAfter: [], autoApprove: [] },
    });
    expect(await stage.run()).toBe(1);
    await expectGolden('evidence-and-undo', stage.text());
    expect(repository.files).toMatchObject({ 'src/actions.ts': 'right\n' });
  });

  it('says first that nothing changed, and takes that for done only when it is approved', async () => {
    const stage = createStage({
      ...{ repository: createFakeRepository(), script: { 1: [done] }, lines: ['a', 'a', 'stop'] },
    });
    await stage.run();
    expect(stage.text()).toContain('⚠️ Task 1/3: Add invoices migration (database) · changed nothing');
    expect(stage.text()).toContain('   Changed nothing\n');
    expect(stage.text()).toContain('Why: Claude finished, but changed nothing.');
    expect(stage.text()).toContain('approve (as done), skip, retry (with your words), undo (task 1)');
  });

  it('refuses what is decided over files that moved, says which, and asks anew', async () => {
    const repository = createFakeRepository();
    const stage = createStage({ repository, script });
    const code = stage.run();
    await stage.printed('help');
    repository.write('notes.txt', 'mine\n');
    stage.input.write('approve\n');
    await stage.printed('⚠️ The files changed since the last card: notes.txt.\n   Why: ');
    expect(stage.text()).toContain('⚠️ That was not used: the files changed since it was asked: notes.txt.');
    expect(stage.runner.started).toEqual([]);
    stage.input.write('approve\n');
    await stage.printed('Changed: 1 file');
    repository.write('db/001.sql', 'by hand\n');
    stage.input.write('undo\n');
    await stage.printed(
      '⚠️ Nothing was changed, because it would overwrite what others changed: db/001.sql.',
    );
    stage.input.write('undo force\n');
    await stage.printed('⏭️ Task 1/3: Add invoices migration (database) undone');
    expect(Object.keys(repository.files)).toEqual(['a.txt', 'notes.txt']);
    stage.input.end('stop\n');
    expect(await code).toBe(1);
  });

  it('has files that moved approved by nobody but a person', async () => {
    const repository = createFakeRepository();
    const disk = emptyDisk();
    const stage = createStage({ ...{ repository, script, disk, lines: [] } });
    const request = stage.service.request.bind(stage.service);
    stage.service.request = (asked) => {
      if (asked.command.type === 'approve') repository.write('notes.txt', 'mine\n');
      return request(asked);
    };
    expect(await stage.run({ yes: true })).toBe(1);
    expect(stage.text()).toContain('That was not used: the files changed since it was asked: notes.txt.');
    expect(stage.text()).toMatch(/stays open and waits for you\. Nothing runs\.\nTo go on: .*\n$/);

    const again = createStage({ ...{ repository, script, disk, lines: [] } });
    expect(await again.run({ yes: true })).toBe(1);
    expect(again.text()).toContain('⏸️ --yes does not approve what somebody else did. This needs you,');
    expect(again.runner.started).toEqual([]);
  });

  it('says that an undo could not be done, and waits as before', async () => {
    const repository = createFakeRepository();
    const stage = createStage({ repository, script });
    const code = stage.run();
    await stage.printed('help');
    stage.input.write('approve\n');
    await stage.printed('undo (task 1)');
    const task = [...repository.refs.keys()].find((name) => name.endsWith('/1-1'));
    if (task !== undefined) repository.refs.delete(task);
    stage.input.end('undo\nstop\n');
    expect(await code).toBe(1);
    expect(stage.text()).toContain(
      '⚠️ The files cannot be brought back: What stood there before is not kept',
    );
  });

  it('shows an edited task file at once, and takes it over when that is said', async () => {
    const files: Record<string, TaskFileReading> = filesOf(today);
    const stage = createStage({ repository: createFakeRepository(), files });
    const code = stage.run();
    await stage.printed('help');
    const [first, , third] = today;
    const edited = [first, third].flatMap((task) => task ?? []).map((task) => ({ ...task, dependsOn: [] }));
    files['tasks/today.md'] = { ok: true, path: 'tasks/today.md', file: { tasks: edited } };
    stage.clock.advance(3_000);
    await stage.printed('⚠️ The task file was edited');
    expect(stage.text()).toContain('   Task 3 changed, task 2 is gone. Nothing of it counts until you take');
    await stage.printed('reload (the edited task file)');
    files['tasks/today.md'] = { ...filesOf(today)['tasks/faulty.md'] } as TaskFileReading;
    stage.input.write('reload\n');
    await stage.printed('❌ Nothing was taken over: 2 faults in tasks/faulty.md');
    await stage.printed('Correct the file, then reload again. Until then the list stays as it was.');
    files['tasks/today.md'] = { ok: true, path: 'tasks/today.md', file: { tasks: edited } };
    stage.input.write('reload\n');
    await stage.printed('Why: the edited task file was taken over, and this comes next now.');
    expect(stage.text()).toContain('before Task 1/2');
    stage.input.end('reload\nstop\n');
    expect(await code).toBe(1);
    expect(choices(stage.text()).filter((line) => line.includes('reload'))).toHaveLength(2);
  });

  it('says how long its leash is, and takes it in', async () => {
    const stage = createStage({
      ...{
        repository: createFakeRepository(),
        rules: { mode: 'manual', checkpointAfter: [], autoApprove: [] },
      },
      script: { ...script, 1: [{ ...question, writes: { 'x.txt': 'x\n' } }] },
      lines: ['approve 3 until 18:00 while < $2', 'leash off', 'approve while < $1', 'status', 'stop'],
    });
    await stage.run();
    expect(stage.text()).toContain('   leash: 2 more, until 18:00, $2.00 left\n');
    expect(stage.text()).toContain('⚠️ No leash is in force, so there is none to take in.');
    expect(stage.text()).toContain('\nleash: none\n');
    expect(stage.text()).toContain('A number of tasks, a time or a cost can be approved only before a task');
  });

  it('shows what was done to who takes it up later', async () => {
    const repository = createFakeRepository();
    const disk = emptyDisk();
    const options = { repository, script, disk, tasks: verified, fails: { 2: failing } };
    expect(await createStage({ ...options, lines: ['a'] }).run()).toBe(130);
    const second = createStage({ ...options, lines: ['c', 'a'] });
    expect(await second.run()).toBe(130);
    expect(second.text()).toMatch(
      /✅ Task 1\/3: [^]*Changed: 1 file, [^]*⏸️ Waiting for you before Task 2\/3/,
    );
    const third = createStage({ ...options, lines: ['c'] });
    expect(await third.run()).toBe(130);
    expect(third.text()).toMatch(
      /❌ Task 2\/3: [^\n]* · verification failed[^]*✗ npm test: exit code 1[^]*Why: verification failed,/,
    );
  });
});

describe('the diff on a terminal', () => {
  it('is shown by the pager, and printed where that fails', async () => {
    const shown: string[] = [];
    const stage = createStage({
      ...{ repository: createFakeRepository(), script, tty: true },
      pager: async (text) => shown.push(text) === 1,
    });
    const code = stage.run();
    const type = async (keys: string, from: string): Promise<void> => {
      const before = stage.text().length;
      stage.timers.pass(300);
      stage.input.write(keys);
      await stage.printed(from, before);
    };
    await stage.printed('[?] help');
    await type('approve\r', '[v] diff');
    await type('diff\r', '> diff');
    await until(() => shown.length > 0);
    expect(shown).toEqual([expect.stringContaining('db/001.sql')]);
    expect(stage.text()).not.toContain('What attempt 1 changed');
    await type('diff\r', 'What attempt 1 changed:');
    await type('stop\r', 'was stopped');
    expect(await code).toBe(1);
  });

  it('is left alone by Ctrl-C, which is for the pager, and ended by other signals', async () => {
    let left = false;
    const stage = createStage({
      ...{ repository: createFakeRepository(), script, tty: true },
      pager: (_text, leaving) =>
        new Promise((resolve) => {
          stage.interrupts.emit('SIGINT');
          leaving.addEventListener('abort', () => resolve((left = true)));
          stage.interrupts.emit('SIGTERM');
        }),
    });
    const code = stage.run();
    await stage.printed('[?] help');
    stage.timers.pass(300);
    stage.input.write('approve\r');
    await stage.printed('[v] diff');
    stage.timers.pass(300);
    stage.input.write('diff\r');
    expect(await code).toBe(143);
    expect(left).toBe(true);
  });
});
