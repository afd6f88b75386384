import { describe, expect, it } from '@jest/globals';
import { planned } from '../helpers/session-asks.ts';
import { asking, auto, completed, failed } from '../helpers/session-play.ts';
import {
  approve,
  careStage,
  evidenceOf,
  gateIn,
  keptIn,
  making,
  retry,
  SESSION,
  withCheckpoints,
} from './care.ts';
import { deferred, emptyDisk, now, quiet, start, taskNumbered } from './stage.ts';

const tasks = [taskNumbered(1, { verify: ['npm test', 'npm run lint'] }), taskNumbered(2), taskNumbered(3)];
const refused = { ok: false, kind: 'refused', sentence: 'There are conflicts: resolve them.' } as const;

describe('an attempt whose Verify commands do not all pass', () => {
  it('failed, can be sent back with words, and passes then', async () => {
    const verify = { 1: { fails: ['npm run lint'] } };
    const script = {
      ...making,
      1: [
        { outcome: completed, writes: { 'a.txt': 'two\n' } },
        { outcome: completed, writes: { 'b.txt': 'new\n' } },
      ],
    };
    const stage = await careStage({ tasks, script, care: { verify } }, approve);
    expect(now(stage.service.read())).toBe('gate failure 1');
    expect(await stage.ask(approve)).toMatchObject({ ok: false, rejection: { code: 'not_allowed_here' } });
    expect(stage.disk.told.findLast(({ type }) => type === 'attempt-ended')).toMatchObject({
      outcome: { kind: 'failed', failure: 'verification', costUsd: 0.25, evidence: gateIn(stage).evidence },
    });
    await stage.ask(retry);
    expect(now(stage.service.read())).toBe('gate start 2');
    expect(stage.verifier.ran.map((run) => run.slice(SESSION.length))).toEqual([
      ...['/1 npm test', '/1 npm run lint'],
      ...['/2 npm test', '/2 npm run lint'],
    ]);
    expect(evidenceOf(stage.disk, 1).verifications.map(({ passed }) => passed)).toEqual([true, false]);
    expect(evidenceOf(stage.disk, 2).changes?.files).toMatchObject([{ path: 'b.txt', change: 'added' }]);
  });

  it('ends a leash', async () => {
    const verify = { 1: { fails: ['npm test'] } };
    const { service, disk } = await careStage({ tasks, care: { verify } }, { type: 'approve', count: 'all' });
    expect(now(service.read())).toBe('gate failure 1');
    expect(disk.starts).toHaveLength(1);
    expect(service.read()).toMatchObject({ leash: undefined });
  });

  it('is not called done when the commands that were approved are not there any more', async () => {
    const disk = emptyDisk();
    const stage = await careStage({ disk, tasks, script: { ...making, 1: [{}] } }, approve);
    disk.folders.tasks.set(SESSION, JSON.stringify([taskNumbered(1), taskNumbered(2), taskNumbered(3)]));
    stage.runner.end(1, completed);
    await quiet();
    expect(now(stage.service.read())).toBe('gate failure 1');
    expect(stage.service.read()).toMatchObject({
      tasks: [{ result: expect.stringContaining('Verification failed') }, {}, {}],
    });
    disk.folders.tasks.delete(SESSION);
    expect(stage.verifier.ran).toEqual([]);
  });

  it('is not verified when it failed anyway', async () => {
    const { verifier, service } = await careStage({ tasks, script: { 1: [{ outcome: failed }] } }, approve);
    expect([now(service.read()), verifier.ran]).toEqual(['gate failure 1', []]);
  });
});

describe('an attempt that changed nothing', () => {
  it('is in doubt, also where nothing asks', async () => {
    const { service, disk, ask } = await careStage({ script: { 1: [{ outcome: completed }] }, rules: auto });
    expect(now(service.read())).toBe('gate doubt 1');
    expect(evidenceOf(disk, 1).changes).toMatchObject({ total: 0 });
    expect(service.read()).toMatchObject({
      tasks: [{ result: expect.stringContaining('no file differs') }, {}, {}],
    });
    await ask(approve);
    expect(disk.starts).toHaveLength(2);
  });

  it('and asks a question, is told with its question', async () => {
    const { service } = await careStage({ script: { 1: [{ outcome: asking }] } }, approve);
    expect(service.read()).toMatchObject({ tasks: [{ result: asking.sentence }, {}, {}] });
    expect(now(service.read())).toBe('gate doubt 1');
  });
});

describe('the evidence of an attempt', () => {
  it('is kept with what stood there before and after, and its digest goes with the gate', async () => {
    const leaves = { filesTouched: ['/work/made-1.txt'] };
    const writes = { 'made-1.txt': 'x\n', 'strange.txt': 'y\n', 'a.txt': undefined };
    const stage = await careStage({ script: { 1: [{ outcome: completed, writes, leaves }] } }, approve);
    expect(keptIn(stage.disk)).toEqual(['1-1', '1-1-after']);
    const { changes, unexpected, sincePrevious } = evidenceOf(stage.disk, 1);
    expect(changes?.files.map(({ path, change }) => `${change} ${path}`)).toEqual([
      ...['deleted a.txt', 'added made-1.txt', 'added strange.txt'],
    ]);
    expect([unexpected, sincePrevious]).toEqual([['strange.txt'], undefined]);
    expect(stage.disk.diffs.get(`${SESSION}/1/changes.diff`)).toContain('+x');
    const { tree, evidence } = gateIn(stage);
    expect(stage.service.read()).toMatchObject({ tasks: [{ evidence }, {}, {}] });
    expect(tree).toBe(
      `${stage.disk.repository.head}:${stage.disk.repository.refs.get(`${SESSION}/1-1-after`)?.tree}`,
    );
    await stage.ask(approve);
    const audit = stage.disk.audit.find(
      ({ command, gate }) => command === 'approve' && gate !== undefined && evidence !== undefined,
    );
    expect(audit).toBeDefined();
    expect(stage.disk.audit.find((entry) => entry.evidence === evidence)).toMatchObject({
      command: 'approve',
      tree,
    });
  });

  it('tells after a retry what differs from the attempt before, also over one that was not started', async () => {
    const script = {
      1: [
        { outcome: completed, writes: { 'one.txt': '1\n' } },
        { outcome: completed, writes: { 'two.txt': '2\n' } },
      ],
    };
    const { ask, disk, service } = await careStage({ script }, approve);
    disk.repository.keepability = refused;
    await ask(retry);
    expect(now(service.read())).toBe('gate failure 1');
    disk.repository.keepability = { ok: true };
    await ask(retry);
    expect(disk.starts.map((each) => each.slice(-1))).toEqual(['1', '3']);
    expect(evidenceOf(disk, 3).sincePrevious?.files).toMatchObject([{ path: 'two.txt', change: 'added' }]);
  });

  it.each([
    ['a plan', planned, undefined],
    ['an answer', completed, 0],
  ])('says nothing of %s that changed nothing since the attempt before', async (_, outcome, total) => {
    const script = { 1: [{ outcome: failed, writes: { 'one.txt': '1\n' } }, { outcome }] };
    const { disk } = await careStage({ script }, approve, retry);
    expect(evidenceOf(disk, 2).sincePrevious?.total).toBe(total);
  });

  it('is of an attempt that was stopped before it started, too', async () => {
    const keeping = deferred();
    const keep = withCheckpoints((real) => ({
      keep: (session, name) => keeping.promise.then(() => real.keep(session, name)),
    }));
    const { disk, ask, service } = await careStage({ deps: keep }, approve);
    await ask({ type: 'stop', confirm: true });
    keeping.resolve();
    await quiet();
    expect([now(service.read()), disk.starts]).toEqual(['stopped', []]);
    expect(evidenceOf(disk, 1)).toMatchObject({ changes: { total: 0 }, unexpected: [] });
  });

  it('says why it is not known what changed, and the result is told all the same', async () => {
    const disk = emptyDisk();
    const keep = withCheckpoints((real) => ({
      keep: (session, name) =>
        name.endsWith('after') ? Promise.reject(new Error('The disk is full.')) : real.keep(session, name),
    }));
    const { service, log } = await careStage({ disk, deps: keep }, approve);
    expect(now(service.read())).toBe('gate start 2');
    expect(evidenceOf(disk, 1).trouble).toBe('What it changed could not be found out: The disk is full.');
    expect(log.said).toContain('error what an attempt changed could not be found out');
  });

  it('is there without a diff', async () => {
    const disk = emptyDisk();
    const diff = () => Promise.reject(new Error('EEXIST: file already exists'));
    const { log } = await careStage({ disk, deps: withCheckpoints(() => ({ diff })) }, approve);
    expect(evidenceOf(disk, 1)).toMatchObject({ changes: { total: 1 } });
    expect(evidenceOf(disk, 1).trouble).toBeUndefined();
    expect(log.said).toContain('warn the diff of an attempt could not be written');
  });

  it('is looked for again until it can be kept', async () => {
    let full = true;
    const { service, disk } = await careStage(
      {
        deps: ({ care }) => ({
          care: care && {
            ...care,
            evidence: {
              ...care.evidence,
              keep: (...kept) => (full ? Promise.reject(new Error('ENOSPC')) : care.evidence.keep(...kept)),
            },
          },
        }),
      },
      approve,
    );
    expect(now(service.read())).toBe('run 1');
    full = false;
    disk.clock.advance(2_000);
    await quiet();
    expect(now(service.read())).toBe('gate start 2');
  });
});

it('is gathered in a repository without a commit', async () => {
  const disk = emptyDisk();
  disk.repository.head = undefined;
  const { service, ask } = await careStage({ disk }, approve);
  expect(await ask(approve)).toMatchObject({ ok: true });
  expect(now(service.read())).toBe('gate start 3');
});

it('is over a tree only where there is care', async () => {
  const stage = await careStage({ care: undefined });
  expect(gateIn(stage).tree).toBeUndefined();
  expect(await stage.ask(start)).toMatchObject({ ok: false });
});
