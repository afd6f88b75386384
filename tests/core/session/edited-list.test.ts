import { describe, expect, it } from '@jest/globals';
import { allowedAt } from '../../../src/core/session/index.ts';
import {
  approve,
  asking,
  auto,
  changeOf,
  edited,
  failed,
  gateOf,
  limited,
  listed,
  moved,
  now,
  openOf,
  pause,
  play,
  playInGit,
  rejection,
  reload,
  report,
  required,
  retry,
  skip,
  start,
  stop,
  undone,
  type BareCommand,
  type Story,
} from '../../helpers/session-play.ts';

const other = (number: number): ReturnType<typeof listed> => listed(number, { digest: `edited-${number}` });
const tasks = (story: Story): string =>
  openOf(story)
    .tasks.map(({ digest, status }) => `${digest} ${status}`)
    .join(', ');
const taken = (list: Parameters<typeof reload>[0]): readonly BareCommand[] => [
  edited('e'),
  reload(list, 'e'),
];
const second = [start(), approve, report(1)] as const;

describe('an edited task file', () => {
  it('is noticed once, and again when it is edited again', () => {
    const noticed = play(required, ...second, edited('e'));
    expect(openOf(noticed).edited).toBe('e');
    expect(allowedAt(openOf(noticed), gateOf(noticed))).toContain('reload');
    expect(rejection(play(required, ...second, edited('e'), edited('e')))).toBe('list_unchanged');
    expect(openOf(play(required, ...second, edited('e'), edited('f'))).edited).toBe('f');
  });

  it('is noticed in every state of the session that it belongs to', () => {
    expect(openOf(play(required, start(), approve, edited('e'))).edited).toBe('e');
    expect(openOf(play(required, start(), pause, edited('e'))).edited).toBe('e');
    expect(rejection(play(required, edited('e')))).toBe('stale_report');
    expect(rejection(play(required, start(), stop(), edited('e')))).toBe('stale_report');
    const elsewhere = { ...edited('e'), session: 'T' } as BareCommand;
    expect(rejection(play(required, start(), elsewhere))).toBe('stale_report');
  });

  it('that is edited back is no longer offered', () => {
    const back = [...second, edited('e'), edited('list', [])];
    expect(openOf(play(required, ...back)).edited).toBeUndefined();
    expect(rejection(play(required, ...back, reload([listed(1)], 'list')))).toBe('not_allowed_here');
    expect(rejection(play(required, ...second, edited('list', [])))).toBe('list_unchanged');
  });

  it('that was edited back in the very moment is not taken over', () => {
    expect(rejection(play(required, ...second, edited('e'), reload([listed(1)], 'list')))).toBe(
      'list_unchanged',
    );
  });
});

describe('reload', () => {
  it('leaves what has begun, and takes over what was changed, added and removed', () => {
    const story = play(required, ...second, ...taken([other(1), other(2), other(7)]));
    expect(tasks(story)).toBe('digest-1 completed, edited-2 pending, edited-7 pending');
    expect(now(story)).toBe('gate start/reloaded 2');
    expect(gateOf(story).digest).toBe('edited-2');
    expect(openOf(story)).toMatchObject({ list: 2, digest: 'e', edited: undefined });
    expect(now(play(required, ...second, ...taken([other(1), other(2)]), approve))).toBe('run 2 (task 2)');
  });

  it('takes over the new order', () => {
    const story = play(required, ...second, ...taken([listed(3), listed(1), listed(2)]));
    expect(tasks(story)).toBe('digest-1 completed, digest-3 pending, digest-2 pending');
    expect(now(story)).toBe('gate start/reloaded 3');
  });

  it('keeps a begun task that was removed', () => {
    expect(tasks(play(required, ...second, ...taken([other(2)])))).toBe(
      'digest-1 completed, edited-2 pending',
    );
  });

  it('keeps a task that was skipped', () => {
    const story = play(required, start(), skip, ...taken([other(1), other(2)]));
    expect(tasks(story)).toBe('digest-1 skipped, edited-2 pending');
  });

  it('takes over everything before anything has begun', () => {
    const story = play(required, start(), ...taken([other(4)]));
    expect(tasks(story)).toBe('edited-4 pending');
    expect(now(story)).toBe('gate start/reloaded 4');
  });

  it('takes over a task that was undone, with what it cost', () => {
    const story = playInGit(required, ...second, ...undone, ...taken([other(1)]));
    expect(tasks(story)).toBe('edited-1 pending');
    expect(openOf(story).tasks[0]).toMatchObject({ costUsd: 0.25, turns: 4, durationMs: 60_000 });
    expect(openOf(story).redo).toEqual([]);
  });

  it('ends at a closing gate when nothing is left to do, and at a start gate when something came', () => {
    const nothing = [...second, ...taken([listed(1)])];
    expect(now(play(required, ...nothing))).toBe('gate closing/reloaded 1');
    expect(now(play(required, ...nothing, approve))).toBe('completed');
    const closing = [start([listed(1, { type: 'database' })]), approve, report(1)];
    expect(now(play(required, ...closing))).toBe('gate closing/checkpoint 1');
    expect(now(play(required, ...closing, ...taken([listed(1), listed(2)])))).toBe('gate start/reloaded 2');
  });

  it.each([
    ['gate failure 1', failed],
    ['gate doubt 1', asking],
    ['gate limit 1', limited],
  ] as const)('at %s the gate opens again about the same', (gate, outcome) => {
    const story = [start(), approve, report(1, outcome)];
    const after = play(required, ...story, ...taken([other(1), other(2)]));
    expect(now(after)).toBe(gate);
    expect(gateOf(after)).toMatchObject({ id: 'g5', digest: 'digest-1', epoch: 1 });
    expect(tasks(after)).toMatch(/^digest-1 \w+, edited-2 pending$/);
    expect(now(play(required, ...story, ...taken([other(1), other(2)]), retry))).toBe('run 2 (task 1)');
  });

  it('opens a gate whatever would free the task', () => {
    const failure = [start(), report(1, failed), skip];
    expect(now(play(auto, ...failure))).toBe('run 2 (task 2)');
    const blocked = [start([listed(1), listed(2, { dependsOn: [1] })]), report(1, failed), skip];
    expect(now(play(auto, ...blocked, ...taken([listed(1), listed(2)])))).toBe('gate start/reloaded 2');
  });

  it('says what moved meanwhile, and nothing that was said of an earlier gate', () => {
    const list = taken([listed(1), listed(2)]).map((each) => ({ ...each, seen: { tree: 'h:1', moved } }));
    const story = playInGit(required, start(), approve, report(1, failed), ...list);
    expect(gateOf(story)).toMatchObject({ tree: 'h:1', renewed: { why: 'moved', paths: ['src/a.ts'] } });
    const renew = { type: 'renew', session: 'S', gate: 'g3', seen: { tree: 'h:1', moved } } as const;
    const again = list.map((each) => ({ ...each, seen: { tree: 'h:1' } }));
    const later = playInGit(required, start(), approve, report(1, failed), renew, ...again);
    expect(gateOf(later).renewed).toBeUndefined();
  });

  it('is refused where nothing was edited, nothing waits, and under a pause', () => {
    expect(rejection(play(required, ...second, reload([listed(1)], 'e')))).toBe('not_allowed_here');
    expect(rejection(play(required, start(), approve, edited('e'), reload([], 'e')))).toBe('nothing_waiting');
    expect(rejection(play(required, start(), edited('e'), pause, reload([], 'e')))).toBe('paused');
  });

  it('of no task at all is a bug: such a file is never read without a fault', () => {
    expect(() => play(required, start(), ...taken([]))).toThrow('the session has no task 1');
  });

  it('as often as the file is edited, each with a list of its own', () => {
    const again = [edited('f'), reload([other(1), listed(2)], 'f')];
    expect(openOf(play(required, ...second, ...taken([other(2)]), ...again))).toMatchObject({
      ...{ list: 3, digest: 'f' },
      tasks: [{ digest: 'digest-1' }, { digest: 'digest-2' }],
    });
  });
});

it('a change names what it is about', () => {
  expect(
    play(required, start(), edited('e', [changeOf(2, { change: 'removed' })])).events.at(-1),
  ).toMatchObject({
    type: 'list-edited',
    changes: [{ number: 2, change: 'removed', begun: false }],
  });
});
