import { describe, expect, it } from '@jest/globals';
import type { Task } from '../../src/core/task/index.ts';
import { createFakeWorkplace } from '../helpers/app-fakes.ts';
import { planned } from '../helpers/session-asks.ts';
import { completed, failed } from '../helpers/session-play.ts';
import { askingStage, asks, gatesIn, wants } from './asking.ts';
import { now, openStage, quiet, start, taskNumbered, type Stage, type StageOptions } from './stage.ts';

const approve = { type: 'approve' } as const;
const DENY = { decision: 'deny' };

/** The first task begins with a plan. */
const planning = (task: Partial<Task> = { planFirst: true }): StageOptions => ({
  tasks: [taskNumbered(1, task), taskNumbered(2)],
  script: { 1: [{ outcome: planned }, { outcome: completed }], 2: [{}] },
});

async function begun(options: StageOptions = planning()): Promise<Stage> {
  const stage = await openStage(options);
  await stage.ask(start);
  await stage.ask(approve);
  return stage;
}

const prompts = ({ runner }: Stage): readonly string[] => runner.started.map(({ prompt }) => prompt);

describe('a task that begins with a plan', () => {
  it('is carried out in the same conversation once the plan is approved', async () => {
    const stage = await begun();
    expect(now(stage.service.read())).toBe('gate plan 1');
    expect(stage.runner.started[0]?.attempt.mode).toBe('plan');
    expect(prompts(stage)[0]).toContain('## Plan first');
    await stage.ask(approve);
    const [first, second] = stage.runner.started.map(({ attempt }) => attempt);
    expect(second).toMatchObject({ continues: 1, conversation: first?.conversation, carriesOut: true });
    expect(second?.mode).toBeUndefined();
    expect(prompts(stage)[1]).toBe('Your plan was approved. Carry it out now.');
    expect(now(stage.service.read())).toBe('gate start 2');
  });

  it('is planned again with the words of a person', async () => {
    const stage = await begun({
      ...planning(),
      script: { 1: [{ outcome: planned }, { outcome: planned }, { outcome: completed }] },
    });
    await stage.ask({ type: 'retry', words: 'Keep the old name.' });
    expect(now(stage.service.read())).toBe('gate plan 1');
    expect(stage.runner.started[1]?.attempt).toMatchObject({ mode: 'plan', continues: 1 });
    expect(prompts(stage)[1]).toMatch(/^Keep the old name\.\n\nDo not change anything yet/);
    await stage.ask(approve);
    expect(prompts(stage)[2]).toContain('Your plan was approved');
  });

  it('goes on carrying it out after that failed', async () => {
    const stage = await begun({
      ...planning(),
      script: { 1: [{ outcome: planned }, { outcome: failed }, { outcome: completed }] },
    });
    await stage.ask(approve);
    await stage.ask({ type: 'retry' });
    expect(stage.runner.started[2]?.attempt.mode).toBeUndefined();
    expect(prompts(stage)[2]).toContain(failed.sentence);
    expect(prompts(stage)[2]).not.toContain('Your plan was approved');
  });

  it.each([
    [true, expect.stringContaining('Be brief.')],
    [false, expect.not.stringContaining('Be brief.')],
  ])('is told what a project says that is trusted (%p)', async (trustProject, prompt) => {
    const stage = await begun({
      ...planning(),
      deps: ({ permissions }) => ({
        permissions: { ...permissions, trustProject },
        workplace: createFakeWorkplace({}, 'Be brief.'),
      }),
    });
    expect(prompts(stage)[0]).toEqual(prompt);
  });

  it.each([
    ['by its type', { type: 'database' }, 'plan'],
    ['not where it says so itself', { type: 'database', planFirst: false }, undefined],
    ['not by another type', { type: 'backend' }, undefined],
  ] as const)('is one %s', async (_, task, mode) => {
    const stage = await begun({ ...planning(task), deps: () => ({ planFirst: ['database'] }) });
    expect(stage.runner.started[0]?.attempt.mode).toBe(mode);
  });
});

describe('an attempt that plans', () => {
  const running = (texts?: Parameters<typeof asks>[0]): Promise<Stage> =>
    askingStage({ ...planning(), script: { 1: [{}] } }, texts);

  it.each([
    ['the rules ask', undefined],
    ['everything is allowed to the others', 'skip'],
  ])('looks freely, changes nothing, and may ask a question, where %s', async (_, skip) => {
    const stage = await askingStage({
      ...planning(),
      script: { 1: [{}] },
      ...(skip && { deps: () => ({ permissions: { ...asks().permissions, asks: false } }) }),
    });
    const said = async (tool: string, input: object) => {
      const reply = await wants(stage, { id: JSON.stringify(input), tool, input: { ...input } }).now();
      return typeof reply === 'string' ? reply : reply.decision;
    };
    expect([
      await said('Read', { file_path: '/project/src/a.ts' }),
      await said('Bash', { command: 'git log --oneline' }),
      await said('Bash', { command: 'npm install left-pad' }),
      await said('Write', { file_path: '/project/src/a.ts', content: '' }),
      await said('ExitPlanMode', { plan: 'Do it.' }),
      await said('Read', { file_path: '/project/.env' }),
      await said('AskUserQuestion', { questions: [{ question: 'A or B?', options: [{ label: 'A' }] }] }),
    ]).toEqual(['allow', 'allow', 'deny', 'deny', 'deny', 'deny', 'waits']);
    expect(gatesIn(stage)).toMatchObject([{ call: { kind: 'question' } }]);
  });

  it('runs nothing, whatever a rule allows', async () => {
    const stage = await running({ allow: ['Bash(npm test:*)'] });
    const reply = await wants(stage, { input: { command: 'npm test' } }).now();
    expect(reply).toEqual({ ...DENY, reason: expect.stringContaining('Plan first') });
  });

  it('has a person asked about what a rule says so of', async () => {
    const stage = await running({ ask: ['Bash(git log:*)'] });
    expect(await wants(stage, { input: { command: 'git log' } }).now()).toBe('waits');
  });

  it('hears of a rule that denies what it looks at', async () => {
    const stage = await running({ deny: ['Bash(git log:*)'] });
    const reply = await wants(stage, { input: { command: 'git log' } }).now();
    expect(reply).toEqual({ ...DENY, reason: expect.stringContaining('git log') });
  });

  it('has its question answered and goes on', async () => {
    const stage = await running();
    const questions = [{ question: 'A or B?', options: [{ label: 'A' }, { label: 'B' }] }];
    const asked = wants(stage, { tool: 'AskUserQuestion', input: { questions } });
    await asked.now();
    await stage.ask({ type: 'answer', answers: { words: '2' } });
    expect(await asked.now()).toMatchObject({ decision: 'allow', input: { answers: { 'A or B?': 'B' } } });
    stage.runner.end(1, planned);
    await quiet();
    expect(now(stage.service.read())).toBe('gate plan 1');
  });
});
