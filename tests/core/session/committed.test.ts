import { describe, expect, it } from '@jest/globals';
import {
  approve,
  asking,
  listed,
  openOf,
  play,
  playInGit,
  rejection,
  report,
  required,
  retry,
  start,
  stop,
  undone,
  type BareCommand,
} from '../../helpers/session-play.ts';

const committed = (
  task: number,
  told: { commit?: string; failure?: string } = { commit: 'f00' },
): BareCommand => ({
  ...{ type: 'committed', session: 'S', task },
  ...told,
});
const second = [start(), approve, report(1)] as const;

describe('a commit of a task', () => {
  it('is remembered, and so is that there was none to make', () => {
    expect(openOf(play(required, ...second, committed(1))).tasks[0]?.committed).toBe('f00');
    expect(openOf(play(required, ...second, committed(1, {}))).tasks[0]?.committed).toBe('-');
    const refused = play(required, ...second, committed(1, { failure: 'A merge runs.' }));
    expect(openOf(refused).tasks[0]?.committed).toBe('-');
  });

  it('is remembered of a session that is over, too', () => {
    const over = [start([listed(1)]), approve, report(1)];
    const { session } = play(required, ...over, committed(1));
    expect(session).toMatchObject({ state: 'closed', tasks: [{ committed: 'f00' }] });
    expect(play(required, ...second, stop(), committed(1)).session).toMatchObject({
      state: 'closed',
      tasks: [{ committed: 'f00' }, {}, {}],
    });
  });

  it('is forgotten once the task is done again, or taken back', () => {
    expect(openOf(play(required, ...second, committed(1), retry)).tasks[0]?.committed).toBeUndefined();
    expect(
      openOf(playInGit(required, ...second, committed(1), ...undone)).tasks[0]?.committed,
    ).toBeUndefined();
  });

  it('counts for a completed task of its session alone', () => {
    expect(rejection(play(required, committed(1)))).toBe('stale_report');
    expect(rejection(play(required, ...second, { ...committed(1), session: 'T' } as BareCommand))).toBe(
      'stale_report',
    );
    expect(rejection(play(required, ...second, committed(2)))).toBe('stale_report');
    expect(rejection(play(required, ...second, committed(9)))).toBe('stale_report');
    expect(rejection(playInGit(required, ...second, ...undone, committed(1)))).toBe('stale_report');
    expect(rejection(play(required, start(), approve, report(1, asking), committed(1)))).toBe('stale_report');
  });
});
