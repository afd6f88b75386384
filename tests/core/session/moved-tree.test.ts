import { describe, expect, it } from '@jest/globals';
import {
  approve,
  asking,
  failed,
  gateOf,
  inTree,
  limited,
  listed,
  moved,
  now,
  pause,
  play,
  playInGit,
  rejection,
  report,
  required,
  retry,
  skip,
  start,
  stop,
  touched,
  type BareCommand,
} from '../../helpers/session-play.ts';

const renew = (gate: string, tree?: string): BareCommand => ({
  ...{ type: 'renew', session: 'S', gate },
  seen: tree === undefined ? {} : { tree, moved },
});

const gates: readonly (readonly [string, readonly BareCommand[]])[] = [
  ['gate start/required 2', [start(), approve, report(1)]],
  ['gate closing/checkpoint 1', [start([listed(1, { type: 'database' })]), approve, report(1)]],
  ['gate doubt 1', [start(), approve, report(1, asking)]],
  ['gate failure 1', [start(), approve, report(1, failed)]],
  ['gate limit 1', [start(), approve, report(1, limited)]],
];

describe.each(gates)('at %s, over a tree that somebody else touched', (gate, story) => {
  it.each([approve, skip, retry])('$type is refused, with what moved', (command) => {
    const untouched = playInGit(required, ...story, command);
    const after = playInGit(required, ...story, touched(command));
    if (untouched.decision.ok) {
      expect(after.decision).toEqual({ ok: false, rejection: { code: 'tree_moved', ...moved } });
    } else {
      expect(rejection(after)).toBe('not_allowed_here');
    }
    expect(now(after)).toBe(gate);
  });

  it('the gate opens anew about the same, and says what moved', () => {
    const before = playInGit(required, ...story);
    const after = playInGit(required, ...story, renew('g3', 'h:touched'));
    expect(now(after)).toBe(gate);
    const renewed = { why: 'moved', ...moved };
    expect(gateOf(after)).toEqual({
      ...gateOf(before),
      ...{ id: 'g4', openedAt: expect.any(String), tree: 'h:touched', renewed },
    });
    expect(now(playInGit(required, ...story, renew('g3', 'h:touched'), touched(skip)))).not.toBe('idle');
  });

  it('a tap on the card before is refused, one on the new card counts', () => {
    const way = gate.includes('failure') || gate.includes('limit') ? retry : approve;
    const fresh = [...story, renew('g3', 'h:touched')];
    const old = { ...inTree(way, 'h:touched'), gate: 'g3' } as BareCommand;
    expect(rejection(playInGit(required, ...fresh, old))).toBe('stale_gate');
    const tap = { ...inTree(way, 'h:touched'), gate: 'g4' } as BareCommand;
    expect(rejection(playInGit(required, ...fresh, tap))).toBe('ok');
  });

  it('stop still stops', () => {
    expect(now(playInGit(required, ...story, touched(stop())))).toBe('stopped');
  });
});

describe('a gate is opened anew', () => {
  const waiting = [start(), approve, report(1)];

  it('only when it waits, and over another tree', () => {
    expect(rejection(playInGit(required, ...waiting, renew('g3', 'h:t')))).toBe('stale_gate');
    expect(rejection(playInGit(required, ...waiting, renew('g1', 'h:touched')))).toBe('stale_gate');
    const elsewhere = { ...renew('g3', 'h:touched'), session: 'T' } as BareCommand;
    expect(rejection(playInGit(required, ...waiting, elsewhere))).toBe('stale_gate');
    expect(rejection(playInGit(required, ...waiting, approve, renew('g3', 'h:touched')))).toBe(
      'nothing_waiting',
    );
    expect(rejection(playInGit(required, renew('g3', 'h:touched')))).toBe('nothing_waiting');
    expect(rejection(play(required, ...waiting, renew('g3', 'h:touched')))).toBe('stale_gate');
  });

  it('as often as the tree moves', () => {
    const twice = [...waiting, renew('g3', 'h:1'), renew('g4', 'h:2')];
    expect(gateOf(playInGit(required, ...twice))).toMatchObject({ id: 'g5', tree: 'h:2' });
  });

  it('under a pause, too', () => {
    expect(now(playInGit(required, ...waiting, pause, renew('g3', 'h:1')))).toBe(
      'paused gate start/required 2',
    );
  });

  it('where the repository itself is gone, so that the session can still be finished', () => {
    const gone: BareCommand = { ...approve, seen: { tree: undefined } };
    expect(playInGit(required, ...waiting, gone).decision).toEqual({
      ok: false,
      rejection: { code: 'tree_moved', paths: [], total: 0, head: true },
    });
    const after = [...waiting, { ...renew('g3'), seen: { tree: undefined } }];
    expect(gateOf(playInGit(required, ...after)).tree).toBeUndefined();
    expect(now(playInGit(required, ...after, gone))).toBe('run 2 (task 2)');
  });
});

it('without a repository nothing moves', () => {
  expect(now(play(required, start(), touched(approve)))).toBe('run 1 (task 1)');
});
