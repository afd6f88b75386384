import { expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bash, say, use, type ModelScript, type Step } from '../../../src/demo/model-script.ts';
import { taskFile } from '../../helpers/project.ts';
import { until } from '../../helpers/until.ts';
import { createAskingStages, inOrder, ran, run } from './asking-stage.ts';

const createStage = createAskingStages();
const tasks = taskFile({ title: 'First', fields: '**Plan First:** true' });

/** What it plans, what it plans after words, and what it does once it may. */
const planned =
  (looks: readonly Step[], doing: readonly Step[]): ModelScript =>
  (conversation) => {
    const last = conversation.prompts.at(-1) ?? '';
    if (last.includes('Your plan was approved')) return inOrder(...doing)(conversation);
    if (conversation.prompts.length > 1)
      return say(`# The second plan\n\nAs was said: ${last.split('\n')[0]}`);
    return inOrder(...looks, say('# The plan\n\nWrite made.txt.'))(conversation);
  };

const DOING = [use('Write', { file_path: 'made.txt', content: 'made' })];

it('a plan is approved, and the same conversation carries it out', async () => {
  const stage = await createStage({
    tasks,
    script: planned([use('Read', { file_path: 'there.txt' }), bash('ls')], [...DOING, run('one')]),
  });
  await writeFile(join(stage.project.directory, 'there.txt'), 'there');
  await stage.begin();
  const gate = await stage.gate('plan');
  expect(gate.plan).toMatchObject({ text: expect.stringContaining('# The plan'), whole: true });
  expect(gate.allowed).toEqual(expect.arrayContaining(['approve', 'retry', 'skip']));
  expect(stage.read().map(({ isError }) => isError)).toEqual([false, false]);
  await stage.say('approve', { gate: gate.id });
  await stage.asks(ran('one'));
  expect(await stage.lines('made.txt')).toEqual(['made']);
  await stage.say('allow');
  await stage.completed();
  expect(await stage.lines('one')).toEqual(['ran']);
  expect(stage.prompts()).toHaveLength(2);
  expect(stage.prompts()[0]).toContain('# Task 1 of 1: First');
});

it('a plan is revised, and then approved', async () => {
  const stage = await createStage({ tasks, script: planned([], DOING) });
  await stage.begin();
  const first = await stage.gate('plan');
  await stage.say('retry', { feedback: 'Use two files.' });
  const second = await stage.gate('plan', first);
  expect(second.plan?.text).toContain('As was said: Use two files.');
  expect(await stage.refused('approve', { gate: first.id })).toBe('already_decided');
  expect(await stage.lines('made.txt')).toEqual([]);
  await stage.say('approve', { gate: second.id });
  await stage.completed();
  expect(await stage.lines('made.txt')).toEqual(['made']);
  expect(stage.prompts()).toHaveLength(3);
});

/** What a plan must not do, in whatever way; where one runs after all, it harms nothing beyond the project's folder. */
const DEEDS: readonly Step[] = [
  use('Write', { file_path: 'x', content: 'x' }),
  use('Edit', { file_path: 'there.txt', old_string: 'there', new_string: 'x' }),
  use('NotebookEdit', { notebook_path: 'x.ipynb', new_source: 'x' }),
  ...[
    'touch x',
    'ls > x',
    'ls && touch x',
    'echo $(touch x)',
    'find . -name there.txt -exec touch x ";"',
    'find . -name there.txt -delete',
    'find . -fprint x',
    'find . -fprintf x %p',
    'fd there -x touch x',
    'rg --pre "touch x" there .',
    'rg --hostname-bin ./x.sh there',
    'sort there.txt -o x',
    'sort -S1 --compress-program=./x.sh there.txt',
    'tree -o x',
    'uniq there.txt x',
    'git diff --no-index --output=x there.txt /dev/null',
    'git -c core.pager="touch x" log',
    'git -c alias.log="!touch x" log',
    'git grep -Otouch x',
    'git branch x',
    'git tag x',
    'git stash',
    'date -s no-date',
    'hostname -F no-file',
    'echo x | tee x',
    'sed -i s/there/x/ there.txt',
    'awk \'BEGIN { print "x" > "x" }\'',
    'head -1 there.txt | xargs touch',
    'printf -v PATH . && ls',
    'test -v "a[$(touch x)]"',
    '[ -v "a[$(touch x)]" ]',
    'type -a ls; touch x',
    'env touch x',
    'ls -la; rm -rf there.txt',
  ].map((command) => bash(command)),
];

it.each(['ask', 'skip'] as const)(
  'with permissions: %s nothing is changed while it plans, although the model tries',
  async (permissions) => {
    const stage = await createStage({
      ...{ tasks, permissions, script: planned(DEEDS, DOING) },
      config: permissions === 'ask' ? 'permissions: { allow: [Bash, "Edit(//**)", "Read(//**)"] }' : '',
    });
    const { directory } = stage.project;
    await writeFile(join(directory, 'there.txt'), 'there\n');
    await writeFile(join(directory, 'x.sh'), '#!/bin/sh\ntouch x\n', { mode: 0o755 });
    await stage.begin();
    const gate = await stage.gate('plan');
    expect(gate.plan?.text).toContain('# The plan');
    const read = stage.read();
    expect(read.filter(({ isError }) => !isError)).toEqual([]);
    expect(read).toHaveLength(DEEDS.length);
    // (The tools that only change files are not there.)
    expect(read.filter(({ text }) => !text.includes('Plan first'))).toHaveLength(3);
    expect(await stage.lines('there.txt')).toEqual(['there']);
    await expect(stage.project.read('work/x')).rejects.toThrow('ENOENT');
    await stage.say('approve');
    await stage.completed();
    expect(await stage.lines('made.txt')).toEqual(['made']);
  },
);

it('a question in the middle of planning is asked, also with permissions: skip', async () => {
  const question = {
    question: 'Which file?',
    header: 'File',
    options: [
      { label: 'A', description: 'a' },
      { label: 'B', description: 'b' },
    ],
  };
  const stage = await createStage({
    tasks,
    permissions: 'skip',
    script: planned([use('AskUserQuestion', { questions: [{ ...question, multiSelect: false }] })], DOING),
  });
  await stage.begin();
  await stage.asks('Which file?');
  await stage.say('answer', { option: 2 });
  await stage.gate('plan');
  expect(stage.read()).toEqual([{ isError: false, text: expect.stringContaining('"Which file?"="B"') }]);
  await stage.say('approve');
  await stage.completed();
});

it('tasks of a type are planned first, unless they say otherwise; over a restart a plan waits on', async () => {
  const stage = await createStage({
    tasks: taskFile(
      { title: 'First', fields: '**Type:** database' },
      { title: 'Second', fields: '**Type:** database\n**Plan First:** false' },
    ),
    claude: '  plan_first: [database]',
    script: planned([], DOING),
  });
  const service = await stage.begin();
  const gate = await stage.gate('plan');
  service.kill('SIGKILL');
  await service.ended;
  await stage.serve();
  expect(await stage.gate('plan')).toEqual(gate);
  await stage.say('approve');
  const next = await stage.gate('start');
  expect(next.task).toBe(2);
  expect(await stage.lines('made.txt')).toEqual(['made']);
  await stage.say('approve');
  await until(async () => (await stage.state()).tasks[1]?.status === 'completed');
  expect(stage.prompts()[0]).not.toContain('Plan first');
});

it('the CLI’s own way to end a plan leads nowhere', async () => {
  const stage = await createStage({
    tasks,
    script: planned([use('EnterPlanMode', {}), use('ExitPlanMode', { plan: '# Mine' })], DOING),
  });
  await stage.begin();
  const gate = await stage.gate('plan');
  expect(gate.plan?.text).toContain('# The plan');
  expect(stage.read().map(({ isError }) => isError)).toEqual([true, true]);
  await stage.say('approve');
  await stage.completed();
  expect(await stage.lines('made.txt')).toEqual(['made']);
});
