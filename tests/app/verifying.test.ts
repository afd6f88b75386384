import { describe, expect, it } from '@jest/globals';
import { createAttemptCare } from '../../src/app/attempt-care.ts';
import { ann, completed } from '../helpers/session-play.ts';
import { stopped } from '../helpers/fake-runner.ts';
import { approve, careStage, evidenceOf, keptIn, making, retry, SESSION, undo } from './care.ts';
import { createStage, emptyDisk, now, openStage, quiet, taskNumbered, toldTypes } from './stage.ts';

const tasks = [taskNumbered(1, { verify: ['npm test'] }), taskNumbered(2), taskNumbered(3)];
const hanging = { tasks, care: { verify: { 1: { hangs: true } } } };
const stopIt = { type: 'stop', confirm: true } as const;

describe('while the result of an attempt is verified', () => {
  it('it still runs, and a stop ends the verifying, keeps the evidence and closes', async () => {
    const { service, ask, disk } = await careStage(hanging, approve);
    expect(now(service.read())).toBe('run 1');
    expect(await ask({ type: 'stop' })).toMatchObject({ rejection: { code: 'confirm_needed', epoch: 1 } });
    await ask(stopIt);
    expect(now(service.read())).toBe('stopped');
    expect(disk.told.findLast(({ type }) => type === 'attempt-ended')).toMatchObject({
      outcome: {
        kind: 'stopped',
        sentence: expect.stringContaining('checking its result was stopped'),
        costUsd: 0.25,
      },
    });
    expect(evidenceOf(disk, 1)).toMatchObject({ verifications: [], changes: { total: 1 } });
    expect(keptIn(disk)).toEqual(['1-1', '1-1-after']);
  });

  it('a stop that a crash interrupted is not waited for by the next process', async () => {
    const disk = emptyDisk();
    const first = await careStage({ ...hanging, disk }, approve);
    // The stop is stored; nothing that follows from it is.
    let dead = false;
    const save = first.store.save.bind(first.store);
    first.store.save = async (state) => {
      if (dead) return new Promise(() => {});
      await save(state);
      dead = state.session.state === 'open' && state.session.phase.name === 'stopping';
      return dead ? new Promise(() => {}) : undefined;
    };
    void first.service.request({ by: ann, command: stopIt });
    await quiet();
    const next = await openStage({ ...hanging, disk, script: making });
    expect(now(next.service.read())).toBe('stopped');
    expect(evidenceOf(disk, 1)).toMatchObject({ changes: { total: 1 } });
    expect(next.verifier.ran).toEqual([]);
  });

  it('a stop is not forgotten when its evidence is kept and the end is not stored', async () => {
    const disk = emptyDisk();
    const first = await careStage({ ...hanging, disk }, approve);
    const save = first.store.save.bind(first.store);
    first.store.save = (state) => (disk.evidence.size > 0 ? new Promise(() => {}) : save(state));
    void first.service.request({ by: ann, command: stopIt });
    await quiet();
    expect(evidenceOf(disk, 1)).toMatchObject({ verifications: [] });
    const next = await openStage({ ...hanging, disk, script: making });
    expect(disk.told.findLast(({ type }) => type === 'attempt-ended')).toMatchObject({
      outcome: { kind: 'stopped' },
    });
    expect([now(next.service.read()), next.verifier.ran]).toEqual(['stopped', []]);
  });

  it('Greenlight that closes leaves it to the next start, which verifies again and reports once', async () => {
    const disk = emptyDisk();
    const first = await careStage({ ...hanging, disk }, approve);
    await first.service.close();
    expect(now(first.service.read())).toBe('run 1');
    expect(disk.evidence.size).toBe(0);
    const next = await openStage({ tasks, script: making, care: {}, disk });
    expect(now(next.service.read())).toBe('gate start 2');
    expect(next.verifier.ran).toEqual([`${SESSION}/1 npm test`]);
    expect(toldTypes(disk).filter((type) => type === 'attempt-ended')).toHaveLength(1);
    expect(disk.starts).toEqual([`${SESSION}/1`]);
  });

  it('Greenlight that closes and ends what runs ends that, too', async () => {
    const { service, disk } = await careStage(hanging, approve);
    await service.close({ attempt: 'stop' });
    expect(now(service.read())).toBe('gate failure 1');
    const next = await openStage({ tasks, script: making, care: {}, disk });
    expect(await next.ask(undo)).toMatchObject({ ok: true });
    expect(disk.repository.files).toEqual({ 'a.txt': 'one\n' });
  });

  it('what took too long, and is done by then, counts', async () => {
    const { service, runner, ask, disk } = await careStage(
      { tasks, script: { ...making, 1: [{}] } },
      approve,
    );
    disk.repository.write('made-1.txt', 'by Claude\n');
    runner.watchOf(1)?.overdue('timeout');
    runner.end(1, completed);
    await quiet();
    expect(now(service.read())).toBe('gate start 2');
    expect(evidenceOf(disk, 1).verifications).toHaveLength(1);
    await ask(retry);
  });

  it('one that took too long and was ended is not verified', async () => {
    const { service, runner, verifier, disk } = await careStage({ tasks, script: { 1: [{}] } }, approve);
    disk.repository.write('made-1.txt', 'by Claude\n');
    runner.watchOf(1)?.overdue('timeout');
    await quiet();
    expect([now(service.read()), verifier.ran]).toEqual(['gate failure 1', []]);
    expect(evidenceOf(disk, 1)).toMatchObject({ changes: { total: 1 } });
  });

  it('a task without Verify commands that completes in its last moments completed', async () => {
    const { service, ask, disk } = await careStage(
      {
        script: { 1: [{}] },
        deps: ({ runner }) => ({
          runner: {
            ...runner,
            cancel: async () => {
              disk2.repository.write('made-1.txt', 'x');
              (runner as never as { end: (epoch: number, outcome: typeof completed) => void }).end(
                1,
                completed,
              );
            },
          },
        }),
      },
      approve,
    );
    const disk2 = disk;
    await ask(stopIt);
    expect(now(service.read())).toBe('stopped');
    expect(disk.told.findLast(({ type }) => type === 'attempt-ended')).toMatchObject({
      outcome: { kind: 'completed' },
    });
  });
});

describe('what was concluded before a crash', () => {
  it('is found again: nothing is verified twice, and the same is reported', async () => {
    const disk = emptyDisk();
    let dead = false;
    const first = createStage({
      ...{ disk, tasks, script: making, care: {} },
      deps: ({ store, care }) => ({
        store: { ...store, save: (state) => (dead ? new Promise<never>(() => {}) : store.save(state)) },
        care: care && {
          ...care,
          evidence: {
            ...care.evidence,
            keep: async (...kept) => {
              dead = true;
              return care.evidence.keep(...kept);
            },
          },
        },
      }),
    });
    await first.service.recover();
    await first.ask({ type: 'start', file: 'tasks/today.md' });
    await first.ask(approve);
    expect(disk.evidence.size).toBe(1);
    const next = await openStage({ disk, tasks, script: making, care: {} });
    expect(now(next.service.read())).toBe('gate start 2');
    expect(next.verifier.ran).toEqual([]);
  });
});

it('an attempt of a session that is not there any more is concluded as it is', async () => {
  const stage = createStage({ care: {} });
  let deps: Parameters<typeof createAttemptCare>[0] | undefined;
  createStage({
    care: {},
    deps: (fakes) => {
      if (fakes.care)
        deps = { ...fakes, ...fakes.care, tell: async () => {}, current: () => stage.service.read() };
      return {};
    },
  });
  if (!deps) throw new Error('there is no care');
  const care = createAttemptCare(deps);
  const attempt = { epoch: 1, task: 1, conversation: 'c', orderedAt: '2026-11-21T09:30:15.000Z' };
  const until = { ending: new AbortController().signal, leaving: new AbortController().signal };
  expect(await care.conclude('S', attempt, stopped, until)).toBe(stopped);
});
