import { describe, expect, it } from '@jest/globals';
import type { Runner } from '../../src/app/ports/runner.ts';
import { prepareAttempt, type PrepareAttemptDeps } from '../../src/app/prepare-attempt.ts';
import { digestOf } from '../../src/app/task-digest.ts';
import type { Attempt } from '../../src/core/attempt/index.ts';
import type { Session } from '../../src/core/session/index.ts';
import type { Task } from '../../src/core/task/index.ts';
import { createFakeArchive, createFakeClock, createFakeIds } from '../helpers/app-fakes.ts';
import { createFakeRunner, type Script } from '../helpers/fake-runner.ts';
import { auto, failed, listed, play, report, start, type BareCommand } from '../helpers/session-play.ts';
import { taskNumbered } from './stage.ts';

const ids = createFakeIds();
const task = taskNumbered(4, { model: 'opus', timeoutMs: 60_000, workingDirectory: 'web' });
const begin = start([listed(4, { digest: digestOf(task, ids) }), listed(5)]);

const presentAttempt = (session: Session): Attempt => {
  if (session.state === 'open' && 'attempt' in session.phase) return session.phase.attempt;
  throw new Error('no attempt runs');
};

const unlimited = {
  rules: {},
  todayUsd: () => 0,
  asks: false,
  instructions: async () => 'Be brief.',
};

/** The preparation of the first attempt of a story, in the state that `after` leads to. */
async function prepare(
  after: readonly BareCommand[],
  kept: readonly Task[] | undefined = [task],
  runner: Runner = createFakeRunner({}, createFakeClock()),
  ordered: { session?: string; attempt?: Attempt } = {},
  change: Partial<PrepareAttemptDeps> = {},
) {
  const archive = createFakeArchive();
  if (kept.length > 0) await archive.keepTasks('S', kept, 1);
  const { session } = play(auto, begin, ...after);
  const attempt = presentAttempt(play(auto, begin).session);
  const deps = { archive, runner, ids, ...unlimited, ...change };
  return prepareAttempt(deps, session, { session: 'S', attempt, ...ordered });
}

describe('the first prompt', () => {
  const promptOf = async (change: Partial<PrepareAttemptDeps>, attempt: Partial<Attempt> = {}) => {
    const ordered = { attempt: { ...presentAttempt(play(auto, begin).session), ...attempt } };
    const prepared = await prepare([], [task], undefined, ordered, change);
    return prepared.ok ? prepared.launch.prompt : prepared.outcome.sentence;
  };

  it('holds what the project says where the CLI does not read that itself', async () => {
    const folders: unknown[] = [];
    const instructions = async (folder: string | undefined) => (folders.push(folder), 'Be brief.');
    expect(await promptOf({ instructions })).not.toContain('Be brief.');
    expect(await promptOf({ instructions, asks: true })).toMatch(
      /## Project instructions\n\n[^`]+```\nBe brief\.\n```/,
    );
    expect(await promptOf({ instructions }, { mode: 'plan' })).toContain('Be brief.');
    expect(folders).toEqual(['web', 'web']);
  });

  it('says that a person is asked, and that a plan is wanted', async () => {
    const [plain, asked, plan] = [
      await promptOf({}),
      await promptOf({ asks: true }),
      await promptOf({}, { mode: 'plan' }),
    ];
    expect(plain).not.toMatch(/A person is asked|Plan first/);
    expect(asked).toContain('A person is asked');
    expect(plan).toContain('## Plan first');
  });

  it('is empty where the conversation goes on with an answer', async () => {
    expect(await promptOf({ asks: true }, { answers: 'g1', continues: 1 })).toBe('');
  });
});

describe('the preparation of an attempt', () => {
  it('is the task as it was kept', async () => {
    expect(await prepare([])).toEqual({
      ok: true,
      launch: {
        position: 1,
        title: 'Task number 4',
        prompt: expect.stringContaining('Do the work of task 4.'),
        model: 'opus',
        timeoutMs: 60_000,
        workingDirectory: 'web',
      },
    });
  });

  it.each([
    ['was changed', [{ ...task, instruction: 'Delete everything.' }]],
    ['is missing', [taskNumbered(5)]],
    ['was not kept', []],
  ])('is refused when its text %s', async (_, kept) => {
    expect(await prepare([], kept)).toMatchObject({
      ok: false,
      outcome: { kind: 'failed', failure: 'superseded', resumable: false },
    });
  });

  it.each([
    ['is being stopped', [{ type: 'stop', confirm: 1 }] as const],
    ['has ended', [report(1, failed)] as const],
    ['was of a session that is closed', [report(1, failed), { type: 'stop' }] as const],
  ])('is refused when the attempt %s', async (_, after) => {
    expect(await prepare(after)).toMatchObject({
      ok: false,
      outcome: { kind: 'stopped', sentence: 'The attempt was stopped before it started.', resumable: false },
    });
  });

  it('is refused for the attempt of another session', async () => {
    expect(await prepare([], [task], undefined, { session: 'R' })).toMatchObject({ ok: false });
  });
});

describe('the preparation of an attempt that continues', () => {
  async function continued(script: Script, ran: boolean, words?: string) {
    const retried = [report(1, failed), { type: 'retry', words }] as const;
    const runner = createFakeRunner(script, createFakeClock());
    const { session } = play(auto, begin, ...retried);
    const attempt = presentAttempt(session);
    expect(attempt).toMatchObject({ epoch: 2, continues: 1 });
    const launch = { position: 1, title: '', prompt: '' };
    const watch = { waitedMs: () => 0, progress: () => undefined, overdue: () => undefined };
    const first = { session: 'S', attempt: { ...attempt, epoch: 1 } };
    if (ran) await runner.ensureRun({ ...first, prepare: async () => ({ ok: true, launch }) }, watch);
    return prepare(retried, [task], runner, { attempt });
  }

  it('says what the one before it left open and what the operator said', async () => {
    const script = {
      4: [{ outcome: failed, leaves: { pendingTool: { name: 'Bash', detail: 'npm run migrate' } } }],
    };
    const { launch } = (await continued(script, true, 'Mind the index.')) as { launch?: { prompt: string } };
    expect(launch?.prompt).toContain('Bash npm run migrate');
    expect(launch?.prompt).toContain('Mind the index.');
  });

  it('says how the one before it ended', async () => {
    const { launch } = (await continued({ 4: [{ outcome: failed }] }, true)) as {
      launch?: { prompt: string };
    };
    expect(launch?.prompt).toContain(failed.sentence);
  });

  it('says that it is not known how the one before it ended', async () => {
    const { launch } = (await continued({}, false)) as { launch?: { prompt: string } };
    expect(launch?.prompt).toContain('how it ended is not known.');
  });

  it('is refused, to be continued later, when it was stopped before', async () => {
    const attempt: Attempt = {
      epoch: 2,
      task: 4,
      conversation: 'c',
      continues: 1,
      orderedAt: '2026-11-21T09:30:15.000Z',
    };
    expect(await prepare([], [task], undefined, { attempt })).toMatchObject({
      ok: false,
      outcome: { kind: 'stopped', resumable: true },
    });
  });
});
