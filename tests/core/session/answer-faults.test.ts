import { describe, expect, it } from '@jest/globals';
import type { AnswerFault } from '../../../src/core/permission/index.ts';
import { answer, ask, call, deferred, question, waiting } from '../../helpers/session-asks.ts';
import {
  auto,
  openOf,
  play,
  playInGit,
  rejection,
  report,
  start,
  touched,
  type BareCommand,
} from '../../helpers/session-play.ts';

const fault: AnswerFault = { code: 'no_such_option', question: 'Which database?', said: '7', options: 4 };
const faulty = (at: object = {}): BareCommand => ({ ...answer({ words: '7' }), ...at, fault }) as BareCommand;
const asked = [start(), ask(question)] as const;

describe('an answer that names nothing of what was asked', () => {
  it('is refused, and the question waits on', () => {
    const story = play(auto, ...asked, faulty());
    expect(story.decision).toEqual({ ok: false, rejection: fault });
    expect(waiting(story)).toEqual(['g2']);
    expect(openOf(story).answered).toEqual([]);
    expect(rejection(play(auto, ...asked, faulty(), answer()))).toBe('ok');
  });

  it('is refused where Claude waits no longer, too', () => {
    const story = play(auto, ...asked, report(1, deferred(question)), faulty({ gate: 'g2' }));
    expect(story.decision).toEqual({ ok: false, rejection: fault });
    expect(waiting(story)).toEqual(['g2']);
  });

  it('is refused for what is more to the point, where there is such a reason', () => {
    const second = ask({ ...question, id: 'toolu_r' });
    const ended = report(1, deferred(question));
    expect(rejection(play(auto, ...asked, answer(), ask(), faulty({ gate: 'g2' })))).toBe('already_decided');
    expect(rejection(play(auto, ...asked, faulty({ gate: 'gone' })))).toBe('stale_gate');
    expect(rejection(play(auto, start(), ask(call()), faulty()))).toBe('not_allowed_here');
    expect(rejection(play(auto, ...asked, second, faulty()))).toBe('which_gate');
    expect(rejection(play(auto, ...asked, { type: 'pause' }, faulty()))).toBe('paused');
    expect(rejection(playInGit(auto, ...asked, ended, touched(faulty())))).toBe('tree_moved');
  });
});
