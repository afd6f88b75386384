import { describe, expect, it } from '@jest/globals';
import { createMetrics, type Metrics } from '../../../src/adapters/metrics/metrics.ts';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import { idle, type Session, type SessionEvent } from '../../../src/core/session/index.ts';
import type { Untold } from '../../../src/app/untold.ts';
import {
  approve,
  asking,
  auto,
  completed,
  failed,
  openOf,
  pause,
  play,
  playInGit,
  redone,
  report,
  required,
  skip,
  start,
  unchanged,
  undone,
  unverified,
} from '../../helpers/session-play.ts';

interface Bench {
  readonly metrics: Metrics;
  session: Session;
  untold: Untold;
  /** Samples by their name with its labels, without those of the process. */
  readonly samples: () => Promise<ReadonlyMap<string, number>>;
}

function bench(): Bench {
  const metrics = createMetrics({
    now: () => '2026-11-21T10:00:00.000Z',
    read: () => ({ read: () => stage.session, untold: () => stage.untold }),
  });
  const stage: Bench = {
    metrics,
    session: idle,
    untold: { depth: 0 },
    async samples() {
      const { text } = await metrics.read();
      const lines = text.split('\n').filter((line) => line.startsWith('greenlight_'));
      return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]));
    },
  };
  return stage;
}

const at = '2026-11-21T09:00:00.000Z';
const ended = (outcome: Outcome): SessionEvent => ({ type: 'attempt-ended', epoch: 1, task: 1, outcome, at });
const decided = (gate: string, when: string): SessionEvent => ({
  ...{ type: 'gate-decided', decision: 'approve', by: { channel: 'terminal', name: 'ann' } },
  ...{ gate, at: when },
});

describe('the metrics', () => {
  it('are in the text format of Prometheus, the process among them', async () => {
    const { metrics } = bench();
    metrics.observe(ended(completed));
    metrics.request({ path: '/health', status: 200, ms: 3 });
    const { contentType, text } = await metrics.read();
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('process_resident_memory_bytes ');
    const sample =
      /^[a-z_\d]+(\{[a-z_\d]+="[^"\n]*"(,[a-z_\d]+="[^"\n]*")*\})? (-?[\d.]+(e[+-]?\d+)?|\+Inf|Nan)$/i;
    const comment = /^# (HELP [a-z_\d]+ \S.*|TYPE [a-z_\d]+ (counter|gauge|histogram))$/;
    const strange = text
      .split('\n')
      .filter((line) => line !== '' && !sample.test(line) && !comment.test(line));
    expect(strange).toEqual([]);
  });

  it('count tasks, attempts and what they cost, as a session goes', async () => {
    const { metrics, samples } = bench();
    const story = play(
      auto,
      ...[start(), approve, report(1), report(2, asking), approve, report(3, failed), skip],
    );
    expect(story.session).toMatchObject({ state: 'closed', how: 'completed' });
    for (const event of story.events) metrics.observe(event);
    const counted = await samples();
    expect(counted.get('greenlight_tasks_total{outcome="completed"}')).toBe(2);
    expect(counted.get('greenlight_tasks_total{outcome="failed"}')).toBe(1);
    expect(counted.get('greenlight_tasks_total{outcome="skipped"}')).toBe(1);
    expect(counted.get('greenlight_attempts_total{outcome="completed"}')).toBe(2);
    expect(counted.get('greenlight_attempts_total{outcome="failed"}')).toBe(1);
    expect(counted.get('greenlight_cost_usd_total')).toBe(0.5);
    expect(counted.get('greenlight_attempt_duration_seconds_sum')).toBe(120);
    expect(counted.get('greenlight_attempt_duration_seconds_count')).toBe(2);
    expect(counted.get('greenlight_attempt_duration_seconds_bucket{le="30"}')).toBe(0);
    expect(counted.get('greenlight_attempt_duration_seconds_bucket{le="60"}')).toBe(2);
    expect(counted.get('greenlight_approval_seconds_count')).toBe(2);
  });

  it('tell a failed task from one that was interrupted', async () => {
    const { metrics, samples } = bench();
    const rest = { sentence: 'So.', resumable: true };
    for (const kind of ['timed-out', 'silent', 'lost', 'stopped', 'limited'] as const)
      metrics.observe(ended({ kind, ...rest }));
    const counted = await samples();
    expect(counted.get('greenlight_tasks_total{outcome="failed"}')).toBe(2);
    expect([...counted.keys()].filter((name) => name.startsWith('greenlight_attempts_total'))).toHaveLength(
      5,
    );
  });

  it('tell what did not pass its verification, and what changed nothing, from what is done', async () => {
    const { metrics, samples } = bench();
    metrics.observe(ended(unverified));
    metrics.observe(ended(unchanged));
    metrics.observe(ended(completed));
    const counted = await samples();
    expect(counted.get('greenlight_tasks_total{outcome="verification-failed"}')).toBe(1);
    expect(counted.get('greenlight_attempts_total{outcome="verification-failed"}')).toBe(1);
    expect(counted.get('greenlight_tasks_total{outcome="completed"}')).toBe(1);
    expect(counted.get('greenlight_tasks_total{outcome="failed"}')).toBeUndefined();
  });

  it('count what was taken back, and what was taken back of that', async () => {
    const { metrics, samples } = bench();
    const story = playInGit(required, start(), approve, report(1), ...undone, ...redone, ...undone);
    for (const event of story.events) metrics.observe(event);
    const counted = await samples();
    expect(counted.get('greenlight_undos_total{way="undo"}')).toBe(2);
    expect(counted.get('greenlight_undos_total{way="redo"}')).toBe(1);
  });

  it('take a cost that makes no sense for nothing', async () => {
    const { metrics, samples } = bench();
    metrics.observe(ended({ ...completed, costUsd: -1 }));
    expect((await samples()).get('greenlight_cost_usd_total')).toBe(0);
  });

  it('measure how long a person took, once for each gate, also across a restart', async () => {
    const { metrics, samples } = bench();
    const waiting = openOf(play(required, start()));
    metrics.takeUp(idle);
    metrics.takeUp(waiting);
    const gate = waiting.phase.name === 'waiting' ? waiting.phase.gate : undefined;
    expect(gate?.openedAt).toBe('2026-11-21T09:00:01.000Z');
    metrics.observe(decided('g1', '2026-11-21T09:01:31.000Z'));
    metrics.observe(decided('g1', '2026-11-21T09:08:00.000Z'));
    metrics.observe(decided('nobody-opened-it', '2026-11-21T09:08:00.000Z'));
    const counted = await samples();
    expect(counted.get('greenlight_approval_seconds_sum')).toBe(90);
    expect(counted.get('greenlight_approval_seconds_count')).toBe(1);
  });

  it('show whether a gate waits', async () => {
    const stage = bench();
    const shown = async (): Promise<number | undefined> =>
      (await stage.samples()).get('greenlight_gates_waiting');
    expect(await shown()).toBe(0);
    stage.session = play(required, start()).session;
    expect(await shown()).toBe(1);
    stage.session = play(required, start(), pause).session;
    expect(await shown()).toBe(0);
    stage.session = play(required, start(), approve).session;
    expect(await shown()).toBe(0);
  });

  it('show what is still to be told, and for how long', async () => {
    const stage = bench();
    expect((await stage.samples()).get('greenlight_outbox_age_seconds')).toBe(0);
    stage.untold = { depth: 4, oldestAt: '2026-11-21T09:30:00.000Z' };
    const shown = await stage.samples();
    expect(shown.get('greenlight_outbox_depth')).toBe(4);
    expect(shown.get('greenlight_outbox_age_seconds')).toBe(1_800);
  });

  it('know few labels, however much happens', async () => {
    const { metrics, samples } = bench();
    for (let n = 0; n < 500; n += 1) {
      metrics.observe({ type: 'task-skipped', task: n, at });
      metrics.observe(ended({ ...failed, sentence: `Failure ${n}.` }));
      metrics.request({ path: n % 2 === 0 ? '/webhook/status' : 'other', status: 404, ms: n });
    }
    const counted = await samples();
    expect(counted.size).toBeLessThan(50);
    expect(counted.get('greenlight_http_requests_total{path="other",status="404"}')).toBe(250);
  });
});
