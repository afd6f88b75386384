import { expect, it } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { byTask } from '../../src/demo/by-task.ts';
import { bash, say, use, type Conversation } from '../../src/demo/model-script.ts';
import { initRepository, type Repository } from '../helpers/git-project.ts';
import { taskFile } from '../helpers/project.ts';
import { asMarkdown } from '../helpers/telegram-day/as-markdown.ts';
import { createDayBook, type DayBook } from '../helpers/telegram-day/day-book.ts';
import { between, expectKept } from '../helpers/telegram-day/kept.ts';
import { createTelegramStages, type TelegramStage } from '../helpers/telegram-stage.ts';

const createStage = createTelegramStages();
/** A dozen attempts of the real CLI, on a machine that others use, too. */
const LIMIT_MS = 240_000;

const again = ({ prompts }: Conversation): boolean => prompts.length > 1;

const script = byTask({
  'Task one': [
    use('Write', { file_path: 'one.txt', content: 'one\n' }),
    bash('echo made by the way > stray.log'),
    say('one.txt is there.'),
  ],
  'Task two': (conversation) => [
    use('Write', { file_path: 'two.txt', content: again(conversation) ? 'two\n' : 'to\n' }),
    say('two.txt is there.'),
  ],
  'Task three': [bash('echo three > three.txt; rm one.txt'), say('Tidied up.')],
  'Task four': [bash('echo four > four.txt'), say('Done.')],
  'Task five': [bash('echo five > five.txt'), say('Done.')],
  'Task six': [say('There was nothing to do.')],
  'Task seven, as edited': [bash('echo edited > seven.txt'), say('Done as edited.')],
  'Task seven': [bash('echo seven > seven.txt'), say('Done.')],
  'Task eight': [bash('echo eight > eight.txt'), say('Done.')],
});

const list = (seven = 'Task seven'): string =>
  taskFile(
    { title: 'Task one', fields: '**Verify:**\n- `test -s one.txt`\n' },
    { title: 'Task two', fields: '**Verify:**\n- `grep -x two two.txt`\n' },
    { title: 'Task three' },
    { title: 'Task four' },
    { title: 'Task five' },
    { title: 'Task six' },
    { title: seven },
    { title: 'Task eight' },
  );

it(
  'a day of approvals on evidence, refusals, undo and redo',
  async () => {
    const stage = await createStage({ script, tasks: list() });
    const repository = await initRepository(stage.project);
    await repository.write('staged.txt', 'staged by Ann\n');
    await repository.git('add', 'staged.txt');
    const before = await operatorsOwn(repository);
    const day = createDayBook(stage);
    const service = await stage.serve();

    await evidenceAndRetry(stage, day);
    await undoAndRedo(stage, day);
    await movedTree(stage, day, repository);
    await editedList(stage, day);
    await undoOverHandWork(stage, day, repository);

    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(await operatorsOwn(repository)).toEqual(before);
    expect(await filesIn(stage)).toEqual({
      'README.md': '# Shop\nBy hand.\n',
      'eight.txt': 'eight\n',
      'five.txt': 'five\n',
      'four.txt': 'four\n',
      'seven.txt': 'edited\nand mended by hand\n',
      'staged.txt': 'staged by Ann\n',
      'stray.log': 'made by the way\n',
      'three.txt': 'three\n',
      'two.txt': 'two\n',
    });
    expect(await decisionsIn(stage)).toMatchSnapshot();
    expectKept('docs/evidence.md', between('day', asMarkdown(day.entries())));
  },
  LIMIT_MS,
);

async function evidenceAndRetry({ ann }: TelegramStage, day: DayBook): Promise<void> {
  day.part('09:30', 'Evidence, and a verification that fails');
  day.says('/start list.md');
  const begin = await ann.sees(/⏸️ Task 1\/8/);
  expect(begin.text).toContain('test -s one.txt');
  await day.taps('Begin');
  const done = await ann.sees(/✅ Task 1\/8/);
  expect(done.text).toMatch(/one\.txt is there\.[^]*✓ test -s one\.txt[^]*2 files, \+2 −0/);
  expect(done.text).toContain('New files that no Edit or Write names: stray.log');
  await ann.sees(/⏸️ Task 2\/8/);
  await day.taps('Diff', { message: done.message_id });
  expect((await ann.sees(/attempt 1\n/)).text).toContain('+made by the way');
  await day.taps('Approve');

  const failed = await ann.sees(/❌ Task 2\/8 verification failed/);
  expect(failed.text).toMatch(/✗ grep -x two two\.txt: exit code 1/);
  expect(failed.buttons.flat()).not.toContain('Approve');
  day.says('It is spelt with a w.', { reply_to: failed.message_id });
  const mended = await ann.sees(/✅ Task 2\/8/);
  expect(mended.text).toMatch(/✓ grep[^]*Compared with the attempt before: 1 file, \+1 −1/);
}

async function undoAndRedo(stage: TelegramStage, day: DayBook): Promise<void> {
  const { ann } = stage;
  await ann.sees(/⏸️ Task 3\/8/);
  await day.taps('Approve');
  const three = await ann.sees(/⏸️ Task 4\/8/);
  const after = await filesIn(stage);
  expect(after).toMatchObject({ 'three.txt': 'three\n' });
  expect(after).not.toHaveProperty(['one.txt']);

  day.part('10:10', 'Two tasks taken back, and forth again', three);
  await day.taps('Undo task 3', { message: three.message_id });
  const second = await ann.sees(/⏸️ Task 3\/8/, { after: three.message_id });
  expect(await filesIn(stage)).toMatchObject({ 'one.txt': 'one\n', 'two.txt': 'two\n' });
  await day.taps('Undo task 2', { message: second.message_id });
  const first = await ann.sees(/⏸️ Task 2\/8/, { after: second.message_id });
  const started = await filesIn(stage);
  expect(started).toHaveProperty(['stray.log']);
  expect(started).not.toHaveProperty(['two.txt']);

  await day.taps('Redo task 2', { message: first.message_id });
  const again = await ann.sees(/⏸️ Task 3\/8/, { after: first.message_id });
  await day.taps('Redo task 3', { message: again.message_id });
  await ann.sees(/⏸️ Task 4\/8/, { after: again.message_id });
  expect(await filesIn(stage)).toEqual(after);
}

async function movedTree({ ann }: TelegramStage, day: DayBook, repository: Repository): Promise<void> {
  day.part('10:30', 'Somebody else edits a file');
  day.note('Ann opens the project on her desk and adds a line to README.md.');
  await repository.write('README.md', '# Shop\nBy hand.\n');
  expect(await day.taps('Approve')).toMatch(/README\.md/);
  const fresh = await ann.sees(/⏸️ Task 4\/8[^]*README\.md/);
  await day.taps('Approve', { message: fresh.message_id });
  await ann.sees(/✅ Task 4\/8/);
}

async function editedList({ ann, project }: TelegramStage, day: DayBook): Promise<void> {
  day.part('10:45', 'The list is edited, and a leash', await ann.sees(/⏸️ Task 5\/8/));
  day.note('Ann edits the task file.');
  await project.write('tasks/list.md', list('Task seven, as edited'));
  const told = await ann.sees(/task 7/i);
  await day.taps('Take the edited list over', { message: told.message_id });
  const gate = await ann.sees(/⏸️ Task 5\/8/, { after: told.message_id });
  await day.taps('Next 3', { message: gate.message_id });
  const doubt = await ann.sees(/⚠️ Task 6\/8/);
  expect(doubt.text).toMatch(/changed nothing/);
  await day.taps('Take as done', { message: doubt.message_id });
  const seven = await ann.sees(/⏸️ Task 7\/8: Task seven, as edited/);
  await day.taps('Approve', { message: seven.message_id });
}

async function undoOverHandWork(stage: TelegramStage, day: DayBook, repository: Repository): Promise<void> {
  const { ann } = stage;
  const gate = await ann.sees(/⏸️ Task 8\/8/);
  day.part('11:20', 'An undo that would overwrite what somebody else did', gate);
  day.note('Ann mends seven.txt by hand.');
  await repository.write('seven.txt', 'edited\nand mended by hand\n');
  expect(await day.taps('Undo task 7', { message: gate.message_id })).toMatch(/would be overwritten/);
  const warned = await ann.sees(/seven\.txt/, { after: gate.message_id });
  await day.taps('Undo anyway', { message: warned.message_id });
  const undone = await ann.sees(/⏸️ Task 7\/8/, { after: gate.message_id });
  expect(await filesIn(stage)).not.toHaveProperty(['seven.txt']);
  await day.taps('Redo task 7', { message: undone.message_id });
  const back = await ann.sees(/⏸️ Task 8\/8/, { after: undone.message_id });
  await day.taps('Approve', { message: back.message_id });
  await ann.sees(/✅ Session/);
}

/** What is the operator's in the repository: it is never touched. */
async function operatorsOwn({ git }: Repository): Promise<readonly string[]> {
  return Promise.all([
    git('rev-parse', 'HEAD'),
    git('symbolic-ref', 'HEAD'),
    git('ls-files', '--stage'),
    git('stash', 'list'),
    git('for-each-ref', 'refs/heads', 'refs/tags'),
  ]);
}

async function filesIn({ project }: TelegramStage): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(project.directory)).filter((name) => name !== '.git').sort();
  const texts = await Promise.all(names.map((name) => readFile(join(project.directory, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

/** Who decided what, in order, as the audit log has it. */
async function decisionsIn({ project }: TelegramStage): Promise<readonly string[]> {
  const lines = (await project.read('logs/audit.jsonl')).trim().split('\n');
  return lines.map((line) => {
    const { by, command, reply, tree } = JSON.parse(line) as AuditLine;
    return `${by.name}: ${command}, ${reply}${tree === undefined ? '' : ', over a known tree'}`;
  });
}

interface AuditLine {
  readonly by: { readonly name: string };
  readonly command: string;
  readonly reply: string;
  readonly tree?: string;
}
