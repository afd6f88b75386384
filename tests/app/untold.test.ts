import { expect, it } from '@jest/globals';
import type { OutboxEntry } from '../../src/app/project-state.ts';
import { untoldIn } from '../../src/app/untold.ts';
import type { ClosedSession } from '../../src/core/session/index.ts';
import { play, required, start, stop } from '../helpers/session-play.ts';

const entry = (key: string, at: string, channel = 'webhook'): OutboxEntry => ({
  ...{ key, channel },
  effect: { type: 'notify', notice: { type: 'task-skipped', task: 1, session: 'S', at } },
});

const archive: OutboxEntry = {
  key: 'archive',
  effect: { type: 'archive', session: play(required, start(), stop()).session as ClosedSession },
};

it('nothing is untold where nothing waits, and what is to be archived is no message', () => {
  expect(untoldIn([], ['webhook'])).toEqual({ depth: 0, oldestAt: undefined });
  expect(untoldIn([archive], ['webhook'])).toEqual({ depth: 0, oldestAt: undefined });
});

it('the oldest is found wherever it stands', () => {
  const [noon, one, two] = [12, 13, 14].map((hour) => `2026-11-21T${hour}:00:00.000Z`) as [
    string,
    string,
    string,
  ];
  expect(untoldIn([entry('1', one), archive, entry('2', noon), entry('3', two)], ['webhook'])).toEqual({
    depth: 3,
    oldestAt: noon,
  });
});

it('what a channel that was taken out is to be told is not late', () => {
  const gone = entry('1', '2026-11-21T12:00:00.000Z', 'telegram');
  const there = entry('2', '2026-11-21T13:00:00.000Z');
  expect(untoldIn([gone, there], ['webhook'])).toEqual({ depth: 1, oldestAt: '2026-11-21T13:00:00.000Z' });
});
