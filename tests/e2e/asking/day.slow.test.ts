import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byTask } from '../../../src/demo/by-task.ts';
import { bash, say, use } from '../../../src/demo/model-script.ts';
import { initRepository } from '../../helpers/git-project.ts';
import { taskFile } from '../../helpers/project.ts';
import { asMarkdown } from '../../helpers/telegram-day/as-markdown.ts';
import { createDayBook } from '../../helpers/telegram-day/day-book.ts';
import { between, expectKept } from '../../helpers/telegram-day/kept.ts';
import { createTelegramStages } from '../../helpers/telegram-stage.ts';

const createStage = createTelegramStages();
const LIMIT_MS = 240_000;

const DATABASE = {
  question: 'Which database do the invoices live in?',
  header: 'Database',
  multiSelect: false,
  options: [
    { label: 'SQLite', description: 'a file beside the program' },
    { label: 'Postgres', description: 'the server that the shop uses already' },
  ],
};

const script = byTask({
  'Move the invoices': [
    bash('echo "create table invoices" >> schema.sql'),
    bash('echo checked >> checks.log'),
    bash('echo checked >> checks.log'),
    use('AskUserQuestion', { questions: [DATABASE] }),
    use('Write', { file_path: '/srv/other-shop/everywhere.sql', content: 'drop table invoices;\n' }),
    use('Write', { file_path: 'migration.sql', content: 'alter table invoices add paid date;\n' }),
    bash('git tag v1'),
    bash('echo migrated >> migrated.log'),
    say('The invoices are in Postgres now, tagged as v1.0.1.'),
  ],
});

it(
  'a task that needs five permissions and an answer, over a restart and after hours',
  async () => {
    const stage = await createStage({
      script,
      tasks: taskFile({ title: 'Move the invoices' }),
      claude: '  permissions: ask\n  ask_wait: 20s',
    });
    const { ann, project, api } = stage;
    const repository = await initRepository(project);
    const day = createDayBook(stage);
    let service = await stage.serve();

    day.part('09:30', 'What may run by itself, and what is asked');
    day.says('/start list.md');
    await ann.sees(/⏸️ Task 1\/1/);
    await day.taps('Begin');
    await ann.sees(/may Claude run this\?[^]*create table invoices/);
    await day.taps('Allow once');
    await ann.sees(/may Claude run this\?[^]*checks\.log/);
    await day.taps('Allow for this task');

    const question = await ann.sees(/Claude asks you something[^]*Which database/);
    day.part('09:40', 'A restart while Claude waits for an answer', question);
    day.note('Greenlight is stopped, and started again in a newer version; Claude waits.');
    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    service = await stage.serve();
    await day.taps('2. Postgres', { message: question.message_id });

    const outside = await ann.sees(/may Claude write this file\?[^]*everywhere\.sql/);
    expect(outside.text).toContain('drop table invoices;');
    day.part('09:45', 'A reason goes to Claude, and another command', outside);
    day.says('Leave the other databases alone.', { reply_to: outside.message_id });
    await ann.sees(/may Claude run this\?[^]*git tag v1/);
    day.says('/instead git tag v1.0.1');

    const last = await ann.sees(/may Claude run this\?[^]*migrated\.log/);
    day.part('09:50', 'Nobody answers for hours', last);
    await ann.sees(/does not wait any longer/);
    day.note(
      'Claude ends and keeps its place; hours later, and after another restart, Ann looks at her phone.',
    );
    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    service = await stage.serve();
    await day.taps('Allow once', { message: last.message_id });
    await ann.sees(/✅ Task 1\/1/);
    await ann.sees(/is finished: 1 done/);

    const file = async (name: string): Promise<string> => readFile(join(project.directory, name), 'utf8');
    expect(await file('schema.sql')).toBe('create table invoices\n');
    expect(await file('checks.log')).toBe('checked\nchecked\n');
    expect(await file('migration.sql')).toContain('paid date');
    expect(await file('migrated.log')).toBe('migrated\n');
    expect((await repository.git('tag', '--list')).trim()).toBe('v1.0.1');
    await expect(readFile('/srv/other-shop/everywhere.sql')).rejects.toThrow('ENOENT');
    const read = api.requests.at(-1)?.conversation.toolResults.map(({ text }) => text);
    expect(read?.[3]).toContain('="Postgres"');
    expect(read?.[4]).toContain('Leave the other databases alone.');

    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    expectKept('docs/permissions.md', between('day', asMarkdown(day.entries())));
  },
  LIMIT_MS,
);
