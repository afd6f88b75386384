import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMessagesApi } from '../dist/demo/messages-api.js';
import { say } from '../dist/demo/model-script.js';
import { main, median, root, tasks, timed, workspace } from './workspace.mjs';

const claude = join(root, 'node_modules/.bin/claude');

/**
 * A list worked through with the real CLI, against a shell loop that gives it the same prompts with the same flags; wall
 * time of everything, the start of Greenlight (some 0.4 s) included. The model is a local server that answers at once:
 * with a real one each task takes longer and the ratio is nearer to 1.
 */
export async function realCli(smoke) {
  const count = smoke ? 2 : 20;
  const api = await startMessagesApi(() => say('All done.'));
  try {
    const took = { loop: [], ours: [] };
    for (let round = 0; round < (smoke ? 1 : 3); round += 1) {
      took.loop.push(await shellLoop(count, api.url));
      took.ours.push(await greenlight(count, api.url));
    }
    const [loop, ours] = [median(took.loop), median(took.ours)];
    return [
      {
        what: `${count} tasks with the real CLI`,
        measured: `${(ours / 1000).toFixed(2)} s`,
        baseline: `${(loop / 1000).toFixed(2)} s (shell loop)`,
        multiple: (ours / loop).toFixed(3),
        'at most': '1.05',
      },
    ];
  } finally {
    await api.close();
  }
}

const environment = (path, url) => ({
  PATH: process.env.PATH,
  HOME: join(path, 'home'),
  ANTHROPIC_BASE_URL: url,
  ANTHROPIC_API_KEY: 'sk-bench',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: '1',
  DISABLE_AUTOUPDATER: '1',
  IS_SANDBOX: '1',
});

async function greenlight(count, url) {
  const path = workspace(claude);
  writeFileSync(join(path, 'tasks/list.md'), tasks(count));
  const options = { cwd: path, env: environment(path, url) };
  return (await timed(process.execPath, [main, 'run', 'tasks/list.md', '--yes'], options)).ms;
}

async function shellLoop(count, url) {
  const path = workspace('true');
  mkdirSync(join(path, 'prompts'));
  for (let n = 0; n < count; n += 1) {
    writeFileSync(
      join(path, 'prompts', `${n}`),
      `# Task ${n + 1} of ${count}: Step\n\nDo step ${n + 1} of the list.\n`,
    );
  }
  const flags = '-p --output-format stream-json --verbose --dangerously-skip-permissions';
  const loop = `cd work; for prompt in ../prompts/*; do "$0" ${flags} <"$prompt" >"$prompt.out"; done`;
  return (await timed('sh', ['-c', loop, claude], { cwd: path, env: environment(path, url) })).ms;
}
