import { expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byTask } from '../../src/demo/by-task.ts';
import { bash, fail, say, type Step } from '../../src/demo/model-script.ts';
import { initRepository } from '../helpers/git-project.ts';
import { freePort } from '../helpers/n8n/free-port.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages, type Stage } from '../helpers/stage.ts';
import { until } from '../helpers/until.ts';

const SECRET = '5ecre7-0f-7he-1ea5h-7e575';
const createStage = createStages();

interface Scene {
  readonly name: string;
  readonly leash: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>);
  /** Fields of the second task. */
  readonly fields?: string;
  /** What the model does at the second task. */
  readonly second?: readonly Step[];
  readonly config?: string;
  /** While the first task runs, which waits for the file `go` beside the project. */
  readonly meanwhile?: (stage: LeashStage) => Promise<unknown>;
  /** Where it ends: the gate's kind and task, or the session's end. */
  readonly ends: string;
  /** How many attempts began by the leash. */
  readonly freed: number;
}

interface LeashStage extends Stage {
  readonly ask: (path: string, body?: object) => Promise<Answer>;
}

interface Answer {
  readonly status: string;
  readonly leash: object | null;
  readonly gate: { readonly kind: string; readonly task: number; readonly reason: string } | null;
}

/** Longer than it takes to be asked for on a machine that others use. */
const SOON_MS = 8_000;

const scenes: readonly Scene[] = [
  { name: 'its number of tasks', leash: { count: 2 }, ends: 'start 3', freed: 1 },
  { name: 'the end of the list', leash: { count: 'all' }, ends: 'completed', freed: 3 },
  { name: 'its cost', leash: { below_usd: 0.01 }, ends: 'start 2', freed: 0 },
  {
    name: 'the first of its ends',
    leash: { count: 3, below_usd: 100, until: new Date(Date.now() + 3_600_000).toISOString() },
    ends: 'start 4',
    freed: 2,
  },
  { name: 'a failure', leash: { count: 'all' }, second: [fail(400)], ends: 'failure 2', freed: 1 },
  {
    name: 'a failed verification',
    leash: { count: 'all' },
    fields: '**Verify:**\n- `test -e never`\n',
    ends: 'failure 2',
    freed: 1,
  },
  {
    name: 'a question',
    leash: { count: 'all' },
    second: [bash('echo half > half.txt'), say('Which colour should it be?')],
    ends: 'doubt 2',
    freed: 1,
  },
  { name: 'nothing changed', leash: { count: 'all' }, second: [say('Done.')], ends: 'doubt 2', freed: 1 },
  {
    name: 'a checkpoint',
    leash: { count: 'all' },
    fields: '**Type:** database\n',
    config: 'orchestrator:\n  checkpoint_after: [database]\n',
    ends: 'start 3',
    freed: 1,
  },
  {
    name: 'an explicit approval',
    leash: { count: 'all' },
    fields: '**Requires Approval:** true\n',
    ends: 'start 2',
    freed: 0,
  },
  {
    name: 'a word of the operator',
    leash: { count: 'all' },
    meanwhile: ({ ask }) => ask('unleash'),
    ends: 'start 2',
    freed: 0,
  },
];

it.each(scenes)('a leash ends at $name', async (scene) => {
  expect(await play(scene)).toEqual({ ended: scene.ends, leash: null, freed: scene.freed });
});

it('a leash ends at its time, and what runs then runs on', async () => {
  let soon = new Date();
  const leash = () => ({ until: (soon = new Date(Date.now() + SOON_MS)).toISOString() });
  const played = await play({
    ...{ name: 'its time', leash, ends: 'start 2', freed: 0 },
    meanwhile: () => untilNow(soon),
  });
  expect(played).toEqual({ ended: 'start 2', leash: null, freed: 0 });
});

const untilNow = (time: Date): Promise<unknown> => until(() => Date.now() > time.getTime());

async function play({ leash, fields = '', second, config = '', meanwhile }: Scene): Promise<object> {
  const titles = ['First', 'Second', 'Third', 'Fourth'];
  const script = byTask({
    First: [bash('until [ -e ../go ]; do sleep 0.05; done; echo first > first.txt'), say('Done.')],
    Second: second ?? [bash('echo second > second.txt'), say('Done.')],
    Third: [bash('echo third > third.txt'), say('Done.')],
    Fourth: [bash('echo fourth > fourth.txt'), say('Done.')],
  });
  const port = await freePort();
  const stage = await createStage({
    script,
    tasks: taskFile(...titles.map((title, index) => ({ title, fields: index === 1 ? fields : '' }))),
    config: `server: { port: ${port} }\nwebhooks:\n  secret: ${SECRET}\n${config}`,
  });
  await initRepository(stage.project);
  const ask = (path: string, body: object = {}): Promise<Answer> => call(port, path, body);
  const service = stage.greenlight('serve');
  await service.see('webhook: listens');
  await ask('start', { file: 'list.md' });
  await ask('approve', typeof leash === 'function' ? leash() : leash);
  await until(async () => (await ask('status')).status === 'running');
  await meanwhile?.({ ...stage, ask });
  await writeFile(join(stage.project.root, 'go'), '');
  const over = await until(async () => {
    const now = await ask('status');
    return now.status === 'running' ? undefined : now;
  });
  service.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  const ended = over.gate ? `${over.gate.kind} ${over.gate.task}` : over.status;
  return { ended, leash: over.leash, freed: await freedBy(stage) };
}

async function call(port: number, path: string, body: object): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/webhook/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': SECRET },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Answer & { readonly message: string };
  if (response.status !== 200) throw new Error(`${path}: ${answer.message}`);
  return answer;
}

async function freedBy({ project }: Stage): Promise<number> {
  const lines = (await project.read('logs/audit.jsonl')).trim().split('\n');
  const attempts = lines.flatMap(
    (line) => (JSON.parse(line) as { readonly attempts?: readonly { readonly by: string }[] }).attempts ?? [],
  );
  return attempts.filter(({ by }) => by === 'leash').length;
}
