import { describe, expect, it } from '@jest/globals';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { killProcessesWith, processesWith } from '../helpers/processes.ts';
import { taskFile, type Project } from '../helpers/project.ts';
import type { Program } from '../helpers/program.ts';
import { createStages, type Stage } from '../helpers/stage.ts';
import { until } from '../helpers/until.ts';

const createStage = createStages();
const two = taskFile({ title: 'First' }, { title: 'Second' });

/** A tool call that runs until the test makes the file `go`, and tells that it began. */
const WAIT = 'echo begun >>begun; until [ -e go ]; do sleep 0.1; done; echo finished >>finished';
const waits: ModelScript = ({ turn }) => (turn === 0 ? bash(WAIT) : say('I waited to the end.'));

const lines = async (project: Project, name: string): Promise<readonly string[]> =>
  (await readFile(join(project.directory, name), 'utf8').catch(() => '')).split('\n').filter(Boolean);

const begun = (project: Project): Promise<true> =>
  until(async () => (await lines(project, 'begun')).length > 0 && true);
const go = (project: Project): Promise<void> => writeFile(join(project.directory, 'go'), '');

/** A run whose first task was approved. */
async function approved(stage: Stage): Promise<Program> {
  const program = stage.greenlight('run', 'list.md');
  await program.see('Waiting for you before Task 1/2');
  program.type('a');
  return program;
}

const SESSION = /"session_id":"(\d{8}-\d{6})"/;
const sessionId = async (project: Project): Promise<string> =>
  SESSION.exec(await project.read('state.json'))?.[1] ?? '';

describe('kill -9 of greenlight', () => {
  it('during an attempt: the attempt goes on, and its result is told once by the next run', async () => {
    const stage = await createStage({ script: waits, tasks: two });
    const first = await approved(stage);
    await begun(stage.project);
    first.kill('SIGKILL');
    await first.ended;

    const next = stage.greenlight('run', 'list.md', '--yes');
    await next.see('now: Bash');
    await go(stage.project);
    await next.see('✅ Task 1/2: First · done');
    await next.see('Waiting for you before Task 2/2');
    expect(await next.ended).toBe(0);
    expect(next.output().match(/Task 1\/2: First · done/g)).toHaveLength(1);
    expect(await lines(stage.project, 'begun')).toHaveLength(2);
    expect(stage.api.requests.filter(({ conversation }) => conversation.turn === 0)).toHaveLength(2);
  });

  it('during an attempt that ends meanwhile: the next run tells its result', async () => {
    const stage = await createStage({ script: waits, tasks: two });
    const first = await approved(stage);
    await begun(stage.project);
    const attempt = [`GREENLIGHT_ATTEMPT=${await sessionId(stage.project)}/1/`, `HOME=${stage.project.home}`];
    first.kill('SIGKILL');
    await first.ended;
    await go(stage.project);
    await until(() => processesWith(...attempt).length === 0);

    const next = stage.greenlight('run', 'list.md');
    next.type('continue');
    await next.see('I waited to the end.');
    await next.see('Waiting for you before Task 2/2');
    expect(stage.api.requests.filter(({ conversation }) => conversation.turn === 0)).toHaveLength(1);
  });

  it('and of the attempt: a gate, and retry goes on in the same conversation', async () => {
    const stage = await createStage({
      script: (conversation) =>
        conversation.prompts.length > 1 ? say('I looked and it is done.') : waits(conversation),
      tasks: two,
    });
    const first = await approved(stage);
    await begun(stage.project);
    const attempt = [`GREENLIGHT_ATTEMPT=${await sessionId(stage.project)}/1/`, `HOME=${stage.project.home}`];
    first.kill('SIGKILL');
    killProcessesWith(...attempt);
    await first.ended;

    const next = stage.greenlight('run', 'list.md');
    next.type('continue');
    await next.see('what it did last is unknown');
    await next.see('retry');
    expect(await lines(stage.project, 'begun')).toHaveLength(1);
    next.type('retry');
    await next.see('I looked and it is done.');
    await next.see('Waiting for you before Task 2/2');
    const last = stage.api.requests.at(-1);
    expect(last?.conversation.prompts[0]).toContain('# Task 1 of 2: First');
    expect(last?.conversation.prompts[1]).toContain(
      'The run was interrupted while this call was executing: Bash',
    );
    expect(await lines(stage.project, 'begun')).toHaveLength(1);
  });

  it('at a gate: the gate waits on, and nothing has started', async () => {
    const stage = await createStage({ script: () => say('Done.'), tasks: two });
    const first = stage.greenlight('run', 'list.md');
    await first.see('Waiting for you');
    first.kill('SIGKILL');
    await first.ended;
    const next = stage.greenlight('run', 'list.md');
    await next.see('continue');
    expect(next.output()).toContain('Waiting for you before Task 1/2');
    next.type('continue');
    expect(stage.api.requests).toHaveLength(0);
    next.type('approve all');
    expect(await next.ended).toBe(0);
  });

  it('at any moment: every attempt starts at most once, and nothing that ended is forgotten', async () => {
    const count = 6;
    const stage = await createStage({
      script: () => say('unused'),
      tasks: taskFile(...Array.from({ length: count }, (_, n) => ({ title: `Number ${n}` }))),
      command: join(import.meta.dirname, '../fixtures/programs/tells-its-start.sh'),
    });
    let code: number | NodeJS.Signals = 'SIGKILL';
    for (let round = 1; code !== 0; round += 1) {
      // A lost attempt waits for a person, who retries it and leaves again.
      const person = code === 1;
      const program = stage.greenlight('run', 'list.md', ...(person ? [] : ['--yes']));
      if (person) {
        program.type('continue');
        program.type('retry');
        program.endInput();
      }
      // Mostly too short to get far; now and then long enough for what a dead starter left to be given up.
      const alarm = setTimeout(() => program.kill('SIGKILL'), round % 5 === 0 ? 4_000 : 150 + round * 20);
      code = await program.ended;
      clearTimeout(alarm);
    }
    expect(code).toBe(0);
    const starts = await lines(stage.project, 'starts');
    expect(new Set(starts).size).toBe(starts.length);
    const id = await sessionId(stage.project);
    const archived = JSON.parse(await stage.project.read(`logs/${id}/session.json`)) as {
      tasks: { status: string }[];
    };
    expect(archived.tasks.map(({ status }) => status)).toEqual(
      Array.from({ length: count }, () => 'completed'),
    );
  });
});

describe('stop', () => {
  it('leaves no process of the attempt alive, its tools included', async () => {
    const stage = await createStage({
      script: ({ turn }) => (turn === 0 ? bash(`(setsid sh -c '${WAIT}' &) ; ${WAIT}`) : say('No.')),
      tasks: two,
    });
    const program = await approved(stage);
    await until(async () => (await lines(stage.project, 'begun')).length === 2 && true);
    const attempt = [`GREENLIGHT_ATTEMPT=${await sessionId(stage.project)}/1/`, `HOME=${stage.project.home}`];
    expect(processesWith(...attempt).length).toBeGreaterThan(2);
    program.kill('SIGINT');
    await program.see('Pausing');
    program.kill('SIGINT');
    expect(await program.ended).toBe(130);
    expect(processesWith(...attempt)).toEqual([]);
    expect(await lines(stage.project, 'finished')).toEqual([]);
    expect(program.output()).toContain('stopped');
  });

  it('does not end an attempt when greenlight is told to end', async () => {
    const stage = await createStage({ script: waits, tasks: two });
    const program = await approved(stage);
    await begun(stage.project);
    const attempt = [`GREENLIGHT_ATTEMPT=${await sessionId(stage.project)}/1/`, `HOME=${stage.project.home}`];
    program.kill('SIGTERM');
    expect(await program.ended).toBe(143);
    expect(processesWith(...attempt).length).toBeGreaterThan(0);
    await go(stage.project);
    await until(() => processesWith(...attempt).length === 0);
    expect(await lines(stage.project, 'finished')).toHaveLength(1);
  });
});

describe('two of everything', () => {
  it('a second greenlight on the same state names the first and changes nothing', async () => {
    const stage = await createStage({ script: () => say('Done.'), tasks: two });
    const first = stage.greenlight('run', 'list.md');
    await first.see('Waiting for you');
    const second = stage.greenlight('run', 'list.md', '--yes');
    await second.see(`Another Greenlight (process ${first.pid})`);
    expect(await second.ended).toBe(2);
    first.kill('SIGKILL');
    await first.ended;
    const third = stage.greenlight('run', 'list.md', '--yes');
    expect(await third.ended).toBe(0);
  });

  it('a second greenlight with another state cannot run an attempt in the same directory', async () => {
    const stage = await createStage({ script: waits, tasks: two });
    const first = await approved(stage);
    await begun(stage.project);
    const config = await stage.project.read('config.yaml');
    await stage.project.write(
      'other.yaml',
      `${config}\npaths: { state_file: other/state.json, logs_dir: other/logs }\n`,
    );
    const second = stage.greenlight('run', 'list.md', '--yes', '--config', 'other.yaml');
    await second.see('holds the lock on the working directory');
    expect(await second.ended).toBe(1);
    expect(await lines(stage.project, 'begun')).toHaveLength(1);
    await go(stage.project);
    await first.see('I waited to the end.');
    await rm(join(stage.project.directory, 'go'));
  });
});
