import { describe, expect, it } from '@jest/globals';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bash, fail, say, stall, usageLimit, use, type ModelScript } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { claudeEnv, subscriptionEnv } from '../helpers/scripted-claude.ts';
import { createStages, type StageOptions } from '../helpers/stage.ts';

const stand = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/programs/${name}`, import.meta.url));
const createStage = createStages();
const one = taskFile({ title: 'Only one' });

/** Steps of the model, in order, whatever is asked. */
const steps =
  (...all: readonly ReturnType<ModelScript>[]): ModelScript =>
  ({ turn }) =>
    all[turn] ?? say('All done.');

interface Row extends Partial<StageOptions> {
  readonly name: string;
  /** In the result and at the gate. */
  readonly sentence: string | RegExp;
  readonly status: string;
}

const noRetries: StageOptions['env'] = (api, home) => ({
  ...claudeEnv(api, home),
  CLAUDE_CODE_MAX_RETRIES: '0',
});

const rows: readonly Row[] = [
  {
    name: 'an API that refuses the request',
    script: () => fail(400),
    sentence: 'The Claude API answered with status 400.',
    status: 'failed',
  },
  {
    name: 'a key that is not accepted',
    script: () => fail(401, 'invalid x-api-key'),
    env: noRetries,
    sentence: /not logged in, or its key was refused/,
    status: 'failed',
  },
  {
    name: 'too many turns',
    script: () => bash('true'),
    claude: '  max_turns: 1',
    sentence: 'It reached the limit on turns (`claude.max_turns`).',
    status: 'failed',
  },
  {
    name: 'an error although it exits with 0',
    command: stand('error-with-exit-0.sh'),
    sentence: 'The Claude API answered with status 500',
    status: 'interrupted',
  },
  {
    name: 'a usage limit',
    script: () => usageLimit(Math.floor(Date.now() / 1000) + 3600),
    env: subscriptionEnv,
    sentence: 'The Claude usage limit is reached.',
    status: 'interrupted',
  },
  {
    name: 'a refused tool',
    script: steps(bash('touch refused.txt')),
    claude: '  permissions: dontAsk',
    sentence: /tool calls? (was|were) refused \(Bash\)/,
    status: 'failed',
  },
  {
    name: 'an API that stops in the middle',
    script: () => stall(),
    claude: '  silence: 2s',
    sentence: 'It printed nothing for 2 seconds and was ended.',
    status: 'failed',
  },
  {
    name: 'a tool that takes too long',
    script: steps(bash('tail -f /dev/null')),
    claude: '  timeout: 3s',
    sentence: 'It ran longer than 3 seconds and was ended.',
    status: 'failed',
  },
];

describe('the end of an attempt of the real Claude CLI', () => {
  it('is completed when a tool call made the file and the result says so', async () => {
    const stage = await createStage({
      script: steps(use('Write', { file_path: 'made.txt', content: 'made' })),
      tasks: one,
    });
    const program = stage.greenlight('run', 'list.md', '--yes');
    await program.see('✅ Task 1/1: Only one · done');
    expect(await program.ended).toBe(0);
    await access(join(stage.project.directory, 'made.txt'));
    expect(program.output()).toContain('All done.');
    expect(program.output()).toContain('Files touched: made.txt');
  });

  it.each(rows)('is told for what it is: $name', async ({ sentence, status, ...options }) => {
    const stage = await createStage({ script: () => say('unused'), tasks: one, ...options });
    const program = stage.greenlight('run', 'list.md');
    await program.see('Waiting for you before Task 1/1');
    program.type('a');
    await program.see(sentence);
    await program.see('Task 1/1');
    await program.see('skip');
    const state = (await stage.project.state()) as { session: { tasks: { status: string }[] } };
    expect(state.session.tasks[0]?.status).toBe(status);
    program.type('skip');
    expect(await program.ended).toBe(0);
  });

  it('is a doubt when Claude ends with a question, and the answer goes on in the same conversation', async () => {
    const stage = await createStage({
      script: ({ prompts }) =>
        prompts.length === 1 ? say('Which database should I take?') : say(`I took ${prompts.at(-1) ?? ''}.`),
      tasks: one,
    });
    const program = stage.greenlight('run', 'list.md');
    await program.see('Waiting for you');
    program.type('approve');
    await program.see('Which database should I take?');
    await program.see('retry');
    program.type('retry SQLite');
    await program.see('I took SQLite.');
    expect(await program.ended).toBe(0);
    expect(stage.api.requests.at(-1)?.conversation.prompts).toHaveLength(2);
  });
});
