import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bash, fail, say, type ModelScript } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages } from '../helpers/stage.ts';

const createStage = createStages();

const titles = [
  'Schema', // database: a checkpoint follows
  'Actions',
  'Page', // fails at first
  'Styles',
  'Search', // ends with a question
  'Export', // fails, is skipped
  'Import', // depends on Export: blocked
  'Mails',
  'Limits', // explicit approval
  'Docs', // documentation: free
  'Tests', // testing: free
  'Release', // deployment: a closing gate
] as const;

const fields: Readonly<Record<string, string>> = {
  Schema: '**Type:** database',
  Import: '**Depends On:** 6',
  Limits: '**Requires Approval:** yes',
  Docs: '**Type:** documentation',
  Tests: '**Type:** testing',
  Release: '**Type:** deployment',
};

const firstTryOf = (title: string): ModelScript | undefined =>
  (
    ({
      Page: ({ turn }) => (turn === 0 ? bash('true') : fail(400, 'the first try of Page')),
      Search: () => say('Which engine should I use?'),
    }) as Readonly<Record<string, ModelScript>>
  )[title];

/** Each task writes down that it was done; some only after a retry, one never. */
const script: ModelScript = (conversation) => {
  const { prompts, turn } = conversation;
  const title = titles.find((name) => prompts[0]?.includes(`: ${name}\n`)) ?? 'unknown';
  const again = prompts.length > 1;
  const firstTry = again ? undefined : firstTryOf(title);
  if (firstTry) return firstTry(conversation);
  if (title === 'Export') return fail(400, 'Export never works');
  if (turn > 0) return say(`${title} is done.`);
  return bash(
    `echo '${title}${again ? `: ${(prompts.at(-1) ?? '').replaceAll('\n', ' ')}` : ''}' >>done.txt`,
  );
};

it('a day of twelve tasks, with failures, a question, skips, retries, a leash and a pause', async () => {
  const stage = await createStage({
    script,
    tasks: taskFile(...titles.map((title) => ({ title, fields: fields[title] ?? '' }))),
  });
  const program = stage.greenlight('run', 'list.md');
  const at = async (text: string, answer: string): Promise<void> => {
    await program.see(text);
    await program.see('Type one of: ');
    program.type(answer);
  };

  await at('before Task 1/12: Schema', 'approve all');
  // A leash never jumps a checkpoint.
  await at('before Task 2/12: Actions', 'approve 3');
  await at('decision on Task 3/12: Page', 'approve');
  await at('⚠️', 'retry');
  // The failure ended the leash.
  await at('before Task 4/12: Styles', 'pause');
  await at('resume', 'resume');
  await at('Resumed', 'approve 2');
  await at('decision on Task 5/12: Search', 'retry sqlite');
  await at('before Task 6/12: Export', 'a');
  await at('decision on Task 6/12: Export', 'skip');
  await at('before Task 7/12: Import', 'skip');
  await at('before Task 8/12: Mails', 'approve all');
  await at('before Task 9/12: Limits', 'approve');
  await at('before Task 12/12: Release', 'retry with one more case');
  await at('before Task 12/12: Release', 'a');
  await at('Release', 'approve');
  expect(await program.ended).toBe(0);

  const done = await readFile(join(stage.project.directory, 'done.txt'), 'utf8');
  expect(done.trim().split('\n')).toEqual([
    'Schema',
    'Actions',
    expect.stringMatching(/^Page/),
    'Styles',
    'Search: sqlite',
    'Mails',
    'Limits',
    'Docs',
    'Tests',
    'Tests: with one more case',
    'Release',
  ]);
  expect(program.output()).toMatch(/10 done and 2 skipped/);
});
