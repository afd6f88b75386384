import { describe, expect, it } from '@jest/globals';
import type { LimitRules } from '../../src/app/go-on.ts';
import type { Outcome } from '../../src/core/attempt/index.ts';
import { openGates } from '../../src/core/session/index.ts';
import { unreachable } from '../helpers/session-asks.ts';
import { completed, limited } from '../helpers/session-play.ts';
import type { Script } from '../helpers/fake-runner.ts';
import { createStage, now, openStage, quiet, start, toldTypes, type Disk, type Stage } from './stage.ts';

const MINUTE = 60_000;
/** Five seconds after the limit is reset. */
const DUE = '2026-11-21T17:00:05.000Z';
const { resetsAt: RESET = '' } = limited as { resetsAt?: string };

const done = { outcome: completed, writes: { 'made.txt': 'by Claude\n' } };
const limitOnce: Script = { 1: [{ outcome: limited }, done], 2: [{}] };
const without: Outcome = { ...limited, resetsAt: undefined } as Outcome;
const always = (outcome: Outcome): Script => ({ 1: [{ outcome }] });

interface Options {
  readonly script?: Script;
  readonly limits?: Partial<LimitRules>;
  readonly disk?: Disk;
}

const optionsOf = ({ script = limitOnce, limits, disk }: Options) => ({
  script,
  ...(disk && { disk }),
  care: {},
  deps: () => ({ limits: { autoResume: true, giveUpMs: 60 * MINUTE, ...limits }, zone: 'UTC' }),
});

/** The first attempt was held up. */
async function heldUp(options: Options = {}): Promise<Stage> {
  const stage = await openStage(optionsOf(options));
  await stage.ask(start);
  await stage.ask({ type: 'approve' });
  return stage;
}

/** Time passes, in steps, so that what wakes can happen. */
async function pass({ disk: { clock } }: Stage, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 10_000) {
    clock.advance(Math.min(left, 10_000));
    await quiet();
  }
}

const passUntil = async (stage: Stage, instant: string): Promise<void> => {
  stage.disk.clock.set(instant);
  await pass(stage, 30_000);
};

const limitIn = ({ service }: Stage) => {
  const gate = openGates(service.read())[0];
  if (gate?.kind !== 'limit') throw new Error(`no limit waits: ${String(gate?.kind)}`);
  return gate;
};

const secondsTo = (stage: Stage, at: string | undefined): number =>
  (Date.parse(at ?? '') - Date.parse(stage.disk.clock.now())) / 1_000;

describe('a usage limit', () => {
  it('goes on by itself when it is reset, in the same conversation, once', async () => {
    const stage = await heldUp();
    expect(limitIn(stage)).toMatchObject({ cause: 'usage', tries: 0, resumeAt: DUE });
    stage.disk.clock.set('2026-11-21T16:59:20.000Z');
    await pass(stage, 44_000);
    expect(now(stage.service.read())).toBe('gate limit 1');
    await pass(stage, 1_000);
    expect(now(stage.service.read())).toBe('gate start 2');
    expect(stage.runner.started.map(({ attempt }) => attempt)).toMatchObject([
      { epoch: 1 },
      { epoch: 2, continues: 1, patience: { cause: 'usage', tries: 1 } },
    ]);
    expect(stage.disk.audit.at(-2)).toMatchObject({
      ...{ command: 'elapsed', by: { channel: 'greenlight' }, attempts: [{ epoch: 2, by: 'hold-over' }] },
    });
    await pass(stage, 10 * MINUTE);
    expect(stage.disk.starts).toHaveLength(2);
  });

  it('waits for a person where nothing goes on by itself', async () => {
    const stage = await heldUp({ limits: { autoResume: false } });
    expect(limitIn(stage).resumeAt).toBeUndefined();
    await passUntil(stage, '2026-11-22T09:00:00.000Z');
    expect(now(stage.service.read())).toBe('gate limit 1');
  });

  it('goes on at the resume of a pause', async () => {
    const stage = await heldUp();
    await stage.ask({ type: 'pause' });
    await passUntil(stage, DUE);
    expect(now(stage.service.read())).toBe('paused gate limit 1');
    expect(stage.disk.audit.map((entry) => entry.command)).not.toContain('elapsed');
    await stage.ask({ type: 'resume' });
    expect(now(stage.service.read())).toBe('gate start 2');
  });

  it('does not go on over files that somebody touched', async () => {
    const stage = await heldUp();
    const { id } = limitIn(stage);
    stage.disk.repository.write('a.txt', 'by somebody\n');
    await passUntil(stage, DUE);
    expect(limitIn(stage)).toMatchObject({ renewed: { why: 'moved', paths: ['a.txt'] } });
    expect([limitIn(stage).resumeAt, limitIn(stage).id === id]).toEqual([undefined, false]);
    await pass(stage, 10 * MINUTE);
    expect(stage.disk.starts).toHaveLength(1);
  });

  it.each([
    ['before it', '2026-11-21T12:00:00.000Z'],
    ['while Greenlight was away', '2026-11-21T20:00:00.000Z'],
  ])('is reset for the next process, too (%s)', async (_, at) => {
    const stage = await heldUp();
    await stage.service.close();
    stage.disk.clock.set(at);
    const next = createStage(optionsOf({ disk: stage.disk }));
    await next.service.recover();
    await passUntil(next, at > DUE ? at : DUE);
    expect(now(next.service.read())).toBe('gate start 2');
    expect(stage.disk.starts).toHaveLength(2);
  });

  it('goes on later when a person says so', async () => {
    const stage = await heldUp();
    const { id } = limitIn(stage);
    expect(await stage.ask({ type: 'wait', time: '08:00', gate: id })).toMatchObject({ ok: true });
    expect(limitIn(stage)).toMatchObject({ id, resumeAt: '2026-11-22T08:00:00.000Z' });
    expect(toldTypes(stage.disk).at(-1)).toBe('limit-postponed');
    await passUntil(stage, DUE);
    expect(stage.disk.starts).toHaveLength(1);
    await passUntil(stage, '2026-11-22T08:00:00.000Z');
    expect(stage.disk.starts).toHaveLength(2);
  });

  it('is all that one can be told to wait at', async () => {
    const stage = await openStage(optionsOf({}));
    const wait = { type: 'wait', time: '08:00' } as const;
    expect(await stage.ask(wait)).toMatchObject({ rejection: { code: 'no_session' } });
    await stage.ask(start);
    expect(await stage.ask(wait)).toMatchObject({ rejection: { code: 'not_allowed_here' } });
  });

  it('goes on now when a person says so, and never twice', async () => {
    const stage = await heldUp({ script: { 1: [{ outcome: limited }, {}] } });
    await stage.ask({ type: 'retry' });
    expect(now(stage.service.read())).toBe('run 2');
    await passUntil(stage, DUE);
    expect(stage.disk.starts).toHaveLength(2);
  });

  it('goes on once when a person and its time come together', async () => {
    const stage = await heldUp({ script: { 1: [{ outcome: limited }, {}] } });
    stage.disk.clock.set(DUE);
    const asked = stage.ask({ type: 'retry' });
    stage.disk.clock.advance(30_000);
    await asked;
    await pass(stage, MINUTE);
    expect(stage.disk.starts).toHaveLength(2);
  });

  it('that holds on after it was reset is tried ever more rarely, and since when is known', async () => {
    const stage = await heldUp({ script: always({ ...limited, turns: 0 }) });
    const { since } = limitIn(stage);
    await passUntil(stage, DUE);
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const { tries, resumeAt } = limitIn(stage);
      expect([tries, limitIn(stage).since]).toEqual([n + 1, since]);
      waits.push(Math.round(secondsTo(stage, resumeAt) / 60));
      await pass(stage, secondsTo(stage, resumeAt) * 1_000);
    }
    expect(waits).toEqual([2, 4, 8, 16, 30, 30, 30]);
  });

  it('without a time is looked at again after a minute', async () => {
    const stage = await heldUp({ script: { 1: [{ outcome: without }, done] } });
    expect(secondsTo(stage, limitIn(stage).resumeAt)).toBe(60);
    await pass(stage, MINUTE);
    expect(now(stage.service.read())).toBe('gate start 2');
  });

  it('goes on as soon as that can be stored', async () => {
    const stage = await heldUp();
    stage.store.failing = 3;
    stage.disk.clock.set(RESET);
    await pass(stage, 60_000);
    expect(now(stage.service.read())).toBe('gate start 2');
    expect(stage.disk.starts).toHaveLength(2);
    const troubles = stage.log.said.filter((line) => line.startsWith('error'));
    expect(troubles).toEqual(['error what was held up could not go on yet; it is tried again']);
  });

  it('is nothing to a service that has ended', async () => {
    const stage = await heldUp();
    await stage.service.close();
    await passUntil(stage, DUE);
    expect(stage.disk.starts).toHaveLength(1);
  });
});

describe('trouble with the API', () => {
  it('is waited out', async () => {
    const stage = await heldUp({ script: { 1: [{ outcome: unreachable }, done] } });
    expect(limitIn(stage)).toMatchObject({ cause: 'trouble', tries: 0 });
    expect(secondsTo(stage, limitIn(stage).resumeAt)).toBe(15);
    await pass(stage, 15_000);
    expect(now(stage.service.read())).toBe('gate start 2');
  });

  it('is tried ever more rarely, and is a failure in the end', async () => {
    const stage = await heldUp({ script: always(unreachable) });
    const from = stage.disk.clock.now();
    const waits: number[] = [];
    while (openGates(stage.service.read())[0]?.kind === 'limit') {
      const leftMs = secondsTo(stage, limitIn(stage).resumeAt) * 1_000;
      waits.push(leftMs / 1_000);
      await pass(stage, leftMs);
    }
    expect(now(stage.service.read())).toBe('gate failure 1');
    expect(waits.slice(0, 7)).toEqual([15, 30, 60, 120, 240, 480, 600]);
    expect(Date.parse(stage.disk.clock.now()) - Date.parse(from)).toBeGreaterThanOrEqual(60 * MINUTE);
    expect(stage.disk.told.findLast(({ type }) => type === 'attempt-ended')).toMatchObject({
      outcome: {
        ...{ kind: 'failed', failure: 'api', resumable: true },
        sentence: `The API is down. It was tried again ${String(waits.length)} times.`,
      },
    });
    expect(stage.disk.starts).toHaveLength(waits.length + 1);
  });

  it('that is not waited out is a failure at once', async () => {
    const stage = await heldUp({ script: always(unreachable), limits: { giveUpMs: 0 } });
    expect(stage.disk.told.find(({ type }) => type === 'attempt-ended')).toMatchObject({
      outcome: { kind: 'failed', sentence: 'The API is down.' },
    });
  });
});
