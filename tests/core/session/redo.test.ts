import { describe, expect, it } from '@jest/globals';
import { allowedAt } from '../../../src/core/session/index.ts';
import {
  approve,
  failed,
  gateOf,
  listed,
  now,
  openOf,
  play,
  playInGit,
  redo,
  redone,
  rejection,
  report,
  required,
  restored,
  retry,
  skip,
  start,
  undone,
  type BareCommand,
} from '../../helpers/session-play.ts';

const statuses = (story: ReturnType<typeof play>): string =>
  openOf(story)
    .tasks.map(({ status }) => status)
    .join(' ');

const second = [start(), approve, report(1)] as const;
const third = [...second, approve, report(2)] as const;

describe('redo', () => {
  it('takes an undo back, at the same gate', () => {
    const before = playInGit(required, ...third);
    const story = playInGit(required, ...third, ...undone, ...redone);
    expect(now(story)).toBe(now(before));
    expect(openOf(story).tasks).toEqual(openOf(before).tasks);
    expect(gateOf(story)).toEqual({
      ...gateOf(before),
      id: expect.any(String),
      openedAt: expect.any(String),
    });
  });

  it('takes several back, the newest first', () => {
    const twice = [...third, ...undone, ...undone];
    expect(now(playInGit(required, ...twice, redo))).toBe('redo 1');
    expect(now(playInGit(required, ...twice, ...redone))).toBe('gate start/undone 2');
    const all = playInGit(required, ...twice, ...redone, ...redone);
    expect(now(all)).toBe('gate start/required 3');
    expect(statuses(all)).toBe('completed completed pending');
    expect(rejection(playInGit(required, ...twice, ...redone, ...redone, redo))).toBe('not_allowed_here');
  });

  it('brings back a blocked task as it was, and the debt of a rework', () => {
    const tasks = [listed(1), listed(2), listed(3, { dependsOn: [2] })];
    const blocked = [start(tasks), approve, report(1), skip];
    expect(statuses(playInGit(required, ...blocked))).toBe('completed skipped blocked');
    expect(statuses(playInGit(required, ...blocked, ...undone, ...redone))).toBe('completed skipped blocked');
    const owing = [start(), approve, report(1), retry, report(2, failed)];
    expect(openOf(playInGit(required, ...owing, ...undone)).rework).toBe(true);
    expect(openOf(playInGit(required, ...owing, ...undone, ...redone)).rework).toBe(true);
    expect(openOf(playInGit(required, ...third, ...undone, ...redone)).rework).toBe(false);
  });

  it('that could not be done stays possible', () => {
    const story = playInGit(required, ...third, ...undone, redo, restored('No space.'));
    expect(now(story)).toBe('gate start/undone 2');
    expect(allowedAt(openOf(story), gateOf(story))).toContain('redo');
    expect(now(playInGit(required, ...third, ...undone, redo, restored('No space.'), ...redone))).toBe(
      'gate start/required 3',
    );
  });

  it('is refused over what somebody else changed, too', () => {
    const check = { kind: 'moved', paths: ['a'], total: 1 } as const;
    const { decision } = playInGit(required, ...third, ...undone, { type: 'redo', check });
    expect(decision).toMatchObject({ ok: false, rejection: { code: 'undo_moved' } });
  });

  it.each([
    ['an approval', [approve, report(3)]],
    ['a retry', [retry, report(3)]],
    ['a skip', [skip]],
  ] as const)('is forgotten after %s', (_, commands) => {
    const story = playInGit(required, ...third, ...undone, ...commands);
    expect(openOf(story).redo).toEqual([]);
    expect(rejection(playInGit(required, ...third, ...undone, ...commands, redo))).toBe('not_allowed_here');
  });

  it('is forgotten when an attempt is found that nobody knew', () => {
    const attempt = { epoch: 3, task: 1, conversation: 'c', orderedAt: '' };
    const found: BareCommand = { type: 'restore', attempts: [attempt] };
    expect(openOf(playInGit(required, ...third, ...undone, found)).redo).toEqual([]);
  });

  it('is not there when nothing was undone', () => {
    expect(rejection(playInGit(required, ...third, redo))).toBe('not_allowed_here');
  });
});
