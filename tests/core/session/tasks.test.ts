import { describe, expect, it } from '@jest/globals';
import { taskOf } from '../../../src/core/session/index.ts';
import { andThen } from '../../../src/core/session/decision.ts';
import { openOf, play, required, second, start } from '../../helpers/session-play.ts';

const session = openOf(play(required, start()));

describe('the tasks of a session', () => {
  it('are found by their number, and asking for another is a bug', () => {
    expect(taskOf(session, 2).title).toBe('Task number 2');
    expect(() => taskOf(session, 9)).toThrow('the session has no task 9');
  });
});

describe('andThen', () => {
  it('adds nothing once the session is closed', () => {
    const closed = { type: 'session-closed', how: 'stopped', at: second(9) } as const;
    expect(andThen(session, [closed], () => [closed])).toEqual([closed]);
  });
});
