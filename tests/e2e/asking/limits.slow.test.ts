import { describe, expect, it } from '@jest/globals';
import {
  drop,
  fail,
  nearLimit,
  say,
  usageLimit,
  type ModelScript,
  type Step,
} from '../../../src/demo/model-script.ts';
import { taskFile } from '../../helpers/project.ts';
import { subscriptionEnv } from '../../helpers/scripted-claude.ts';
import { until } from '../../helpers/until.ts';
import { createAskingStages, inOrder, ran, run, type AskingStage } from './asking-stage.ts';

const createStage = createAskingStages();
const env = subscriptionEnv;
const seconds = (): number => Math.floor(Date.now() / 1000);

/** A subscription that is used up from its first use on, or once the model has made its first call, for some seconds. */
function limited(from: 'first call' | 'mid-task', forSeconds: number, steps: ModelScript): ModelScript {
  let resetsAt: number | undefined;
  return (conversation) => {
    if (from === 'mid-task' && conversation.turnsInAll === 0) return steps(conversation);
    resetsAt ??= seconds() + forSeconds;
    return seconds() < resetsAt ? usageLimit(resetsAt) : steps(conversation);
  };
}

/** Trouble of the API, as often as is said; then it is well. */
function troubled(times: number, trouble: Step, steps: ModelScript): ModelScript {
  let left = times;
  return (conversation) => ((left -= 1) >= 0 ? trouble : steps(conversation));
}

/** After a limit the model has a new prompt, and does not begin anew. */
const oneRun: ModelScript = ({ turnsInAll }) => (turnsInAll === 0 ? run('one') : say('All done.'));

/** Allows what is asked, once the limit is over. */
async function allowTheRun(stage: AskingStage): Promise<void> {
  await stage.asks(ran('one'));
  await stage.say('allow');
}

const resumesIn = ({ hold }: { readonly hold: { readonly resume_at: string | null } | null }): number =>
  Date.parse(hold?.resume_at ?? '') - Date.now();

describe('a usage limit', () => {
  it('at the first call: the conversation begins by itself once the limit is reset', async () => {
    const stage = await createStage({ env, script: limited('first call', 6, oneRun) });
    await stage.begin();
    const gate = await stage.gate('limit');
    expect(gate).toMatchObject({ hold: { cause: 'usage', tries: 0 } });
    expect(gate.allowed).toEqual(expect.arrayContaining(['retry', 'wait', 'skip', 'stop']));
    expect(resumesIn(gate)).toBeLessThan(12_000);
    expect(await stage.state()).toMatchObject({ status: 'limited', tasks: [{ status: 'interrupted' }] });
    await allowTheRun(stage);
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
    expect(stage.prompts()[0]).toContain('# Task 1 of 1: First');
  });

  it('in the middle of a task: the same conversation goes on by itself', async () => {
    const stage = await createStage({ env, script: limited('mid-task', 6, oneRun) });
    await stage.begin();
    await allowTheRun(stage);
    const gate = await stage.gate('limit');
    expect(gate).toMatchObject({ hold: { cause: 'usage', tries: 0 } });
    expect(await stage.state()).toMatchObject({ status: 'limited', tasks: [{ status: 'interrupted' }] });
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
    expect(stage.prompts()[0]).toContain('# Task 1 of 1: First');
    expect(stage.prompts()).toHaveLength(2);
    expect(JSON.stringify(stage.api.requests.at(-1)?.body.messages)).toContain('tool_result');
    expect(await stage.state()).toMatchObject({ tasks: [{ status: 'completed' }] });
  });

  it('goes on by itself also when the service was started again meanwhile', async () => {
    const stage = await createStage({ env, script: limited('mid-task', 8, oneRun) });
    const service = await stage.begin();
    await allowTheRun(stage);
    const gate = await stage.gate('limit');
    service.kill('SIGKILL');
    await service.ended;
    await stage.serve();
    expect(await stage.gate('limit')).toMatchObject({ id: gate.id, hold: gate.hold });
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
    expect(stage.prompts()).toHaveLength(2);
  });

  it('was reset while the service was away: it goes on at its start', async () => {
    const stage = await createStage({ env, script: limited('first call', 2, oneRun) });
    const service = await stage.begin();
    const gate = await stage.gate('limit');
    service.kill('SIGKILL');
    await service.ended;
    await until(() => resumesIn(gate) < 0);
    await stage.serve();
    await allowTheRun(stage);
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
  });

  it('that still holds after its reset is tried again ever later, and at once when a person says so', async () => {
    let holds = true;
    const past = seconds() - 60;
    const stage = await createStage({ env, script: (each) => (holds ? usageLimit(past) : oneRun(each)) });
    await stage.begin();
    const first = await stage.gate('limit');
    expect(first.hold).toMatchObject({ cause: 'usage', tries: 0 });
    expect(resumesIn(first)).toBeGreaterThan(30_000);
    expect(resumesIn(first)).toBeLessThan(70_000);
    holds = false;
    await stage.say('retry', { gate: first.id });
    await allowTheRun(stage);
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
  });

  it('that holds after it went on by itself backs off', async () => {
    // It says that it is over in two seconds, and is not.
    let resetsAt: number | undefined;
    const stage = await createStage({ env, script: () => usageLimit((resetsAt ??= seconds() + 2)) });
    await stage.begin();
    const first = await stage.gate('limit');
    expect(first.hold?.tries).toBe(0);
    const again = await stage.gate('limit', first);
    expect(again.hold).toMatchObject({ cause: 'usage', tries: 1, since: first.hold?.since });
    expect(resumesIn(again)).toBeGreaterThan(90_000);
    expect(await stage.state()).toMatchObject({ status: 'limited', tasks: [{ status: 'interrupted' }] });
    const requests = stage.api.requests.length;
    await stage.say('retry');
    await stage.gate('limit', again);
    expect(stage.api.requests.length).toBeGreaterThan(requests);
  });

  it('can be waited out longer, at the same gate', async () => {
    const stage = await createStage({ env, script: limited('first call', 3_600, oneRun) });
    await stage.begin();
    const gate = await stage.gate('limit');
    await stage.say('wait', { gate: gate.id, time: '09:00' });
    const later = await stage.gate('limit');
    expect(later.id).toBe(gate.id);
    expect(later.hold?.resume_at).not.toBe(gate.hold?.resume_at);
    expect(resumesIn(later)).toBeGreaterThan(0);
  });

  it('waits for a person with limits.auto_resume: false', async () => {
    const stage = await createStage({
      ...{ env, script: limited('first call', 1, oneRun) },
      config: 'limits: { auto_resume: false }',
    });
    await stage.begin();
    const gate = await stage.gate('limit');
    expect(gate.hold?.resume_at).toBeNull();
    await stage.say('skip');
    expect(await stage.state()).toMatchObject({ tasks: [{ status: 'skipped' }] });
  });

  it('hit right after a call that was answered hours later: the call is not run again', async () => {
    const stage = await createStage({ env, wait: '1s', script: limited('mid-task', 6, oneRun) });
    await stage.begin();
    await stage.kept(ran('one'));
    await stage.say('allow');
    await stage.gate('limit');
    expect(await stage.lines('one')).toEqual(['ran']);
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
  });

  it('that comes near is told before the next task', async () => {
    const stage = await createStage({
      env,
      tasks: taskFile({ title: 'First' }, { title: 'Second', fields: '**Requires Approval:** yes' }),
      script: () => nearLimit(say('Done.'), 0.92, seconds() + 3_600),
    });
    await stage.begin();
    const gate = await stage.gate('start');
    expect(gate).toMatchObject({ task: 2, warning: { limit: 'five_hour', utilization: 0.92 } });
  });
});

describe('passing trouble with the API', () => {
  const config = 'limits: { max_retries: 0 }';

  it('is first of all for the CLI to try again', async () => {
    const stage = await createStage({ script: troubled(2, fail(529), oneRun) });
    await stage.begin();
    await allowTheRun(stage);
    await stage.completed();
    expect(await stage.state()).toMatchObject({ epoch: null, tasks: [{ status: 'completed' }] });
    expect(stage.prompts()).toHaveLength(1);
  });

  it.each([
    ['an overloaded API', fail(529)],
    ['a failing API', fail(500)],
    ['too many requests', fail(429)],
    ['a lost connection', drop('at-once')],
  ] as const)('%s: the attempt is tried again by itself', async (_, trouble) => {
    const stage = await createStage({ config, script: troubled(1, trouble, oneRun) });
    await stage.begin();
    const gate = await stage.gate('limit');
    expect(gate.hold).toMatchObject({ cause: 'trouble', tries: 0 });
    expect(resumesIn(gate)).toBeLessThan(20_000);
    await allowTheRun(stage);
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
    expect(await stage.state()).toMatchObject({ tasks: [{ status: 'completed' }] });
  });

  it('in the middle of a task: the same conversation goes on', async () => {
    const broken = troubled(1, fail(529), oneRun);
    const stage = await createStage({
      config,
      script: (each) => (each.turnsInAll === 0 ? oneRun(each) : broken(each)),
    });
    await stage.begin();
    await allowTheRun(stage);
    await stage.gate('limit');
    await stage.completed();
    expect(await stage.lines('one')).toEqual(['ran']);
    expect(stage.prompts()).toHaveLength(2);
  });

  it('that lasts is a failure in the end', async () => {
    const stage = await createStage({
      config: 'limits: { max_retries: 0, give_up: 1s }',
      script: () => fail(529),
    });
    await stage.begin();
    await stage.gate('limit');
    await stage.gate('failure');
    expect(await stage.state()).toMatchObject({ tasks: [{ status: 'failed' }] });
  });

  it('is no such thing when the API refuses for good', async () => {
    const stage = await createStage({ config, script: inOrder(fail(403)) });
    await stage.begin();
    await stage.gate('failure');
  });
});
