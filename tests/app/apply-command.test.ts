import { describe, expect, it } from '@jest/globals';
import { applyCommand, type Applied } from '../../src/app/apply-command.ts';
import { freshState, type ProjectState } from '../../src/app/project-state.ts';
import { allow, answer, ask, call, deny, question } from '../helpers/session-asks.ts';
import {
  auto,
  failed,
  listed,
  report,
  required,
  stamped,
  start,
  type BareCommand,
} from '../helpers/session-play.ts';

const redact = (text: string): string => text.replaceAll('s3cret', '***');

/** The state after the commands of a story, and what the last one brought about. */
function apply(
  commands: readonly BareCommand[],
  { rules = required, repeatable = true, from = freshState } = {},
): Applied {
  let state: ProjectState = from;
  let applied: Applied | undefined;
  commands.forEach((command, n) => {
    const asked = { command: stamped(command, n), request: `r${n}`, repeatable, day: '20261121' };
    applied = applyCommand(state, asked, { rules, channels: ['one', 'two'], redact });
    state = applied.state;
  });
  if (!applied) throw new Error('nothing was asked');
  return applied;
}

describe('a decision', () => {
  it('brings the session, its notices for every channel, the reply and an audit entry in one state', () => {
    const { state, reply, effects } = apply([start()]);
    expect(reply).toMatchObject({
      ok: true,
      view: { session: 'S', status: 'waiting_approval', position: 1 },
    });
    expect(effects).toEqual([]);
    expect(state.session.state).toBe('open');
    expect(state.outbox.map((entry) => [entry.key, 'channel' in entry && entry.effect.notice.type])).toEqual([
      ['r0#1:0:one', 'session-started'],
      ['r0#1:0:two', 'session-started'],
      ['r0#1:1:one', 'gate-opened'],
      ['r0#1:1:two', 'gate-opened'],
    ]);
    expect(state.answered).toEqual([{ id: 'r0', reply }]);
    expect(state.audit).toEqual([
      expect.objectContaining({ n: 1, session: 'S', command: 'start', request: 'r0', reply: 'ok' }),
    ]);
    expect(state.auditCount).toBe(1);
  });

  it('that starts an attempt says so to the runner and in the audit entry, with its gate', () => {
    const { state, effects } = apply([start(), { type: 'approve' }]);
    expect(effects).toMatchObject([{ type: 'run', session: 'S', attempt: { epoch: 1, task: 1 } }]);
    expect(state.audit.at(-1)).toMatchObject({
      n: 2,
      gate: 'g0',
      digest: 'digest-1',
      attempts: [{ epoch: 1, task: 1, by: 'decision' }],
    });
  });

  it('that ends an attempt says so to the runner', () => {
    const { effects } = apply([start(), { type: 'approve' }, { type: 'stop', confirm: 1 }]);
    expect(effects).toEqual([{ type: 'cancel', session: 'S', epoch: 1, cause: 'operator' }]);
  });

  it('that closes the session has it archived before it is told', () => {
    const { state } = apply([start([listed(1)]), report(1)], { rules: auto });
    const last = state.outbox.filter(({ key }) => key.startsWith('r1#2'));
    expect(last.map(({ key, effect }) => [key, effect.type])).toEqual([
      ['r1#2:0:one', 'notify'],
      ['r1#2:0:two', 'notify'],
      ['r1#2:1', 'archive'],
      ['r1#2:2:one', 'notify'],
      ['r1#2:2:two', 'notify'],
    ]);
  });
});

const asked = [start(), { type: 'approve' }, ask()] as const;

describe('the audit entry of a decision', () => {
  it.each<readonly [string, readonly BareCommand[], string]>([
    ['denied', [...asked, deny('Use s3cret.')], 'ok'],
    ['answered', [start(), { type: 'approve' }, ask(question), answer({ words: 's3cret' })], 'ok'],
    [
      'tried again',
      [start(), { type: 'approve' }, report(1, failed), { type: 'retry', words: 's3cret' }],
      'ok',
    ],
    [
      'refused',
      [start(), { type: 'approve' }, ask(call(1, { tool: 'Edit' })), allow({ instead: 's3cret' })],
      'instead_not_allowed',
    ],
  ])('has no words of what was %s', (_, commands, reply) => {
    const { audit } = apply(commands).state;
    expect(audit.at(-1)?.reply).toBe(reply);
    expect(JSON.stringify(audit)).not.toContain('s3cret');
  });
});

describe('a refusal', () => {
  it('changes nothing but what is remembered of it', () => {
    const { state, reply, effects } = apply([{ type: 'approve' }]);
    expect(reply).toEqual({ ok: false, rejection: { code: 'no_session' }, view: {} });
    expect(effects).toEqual([]);
    expect(state).toMatchObject({ session: { state: 'idle' }, outbox: [], answered: [{ id: 'r0', reply }] });
    expect(state.audit).toEqual([expect.objectContaining({ n: 1, command: 'approve', reply: 'no_session' })]);
  });
});

describe('what is remembered', () => {
  it('are the newest thousand answers', () => {
    const { state } = apply(Array.from({ length: 1001 }, () => ({ type: 'pause' }) as const));
    expect(state.answered).toHaveLength(1000);
    expect([state.answered[0]?.id, state.answered.at(-1)?.id]).toEqual(['r1', 'r1000']);
  });

  it('is no answer to a request that cannot be repeated', () => {
    expect(apply([start()], { repeatable: false }).state.answered).toEqual([]);
  });

  it('never has two notices with one key, also when a forgotten request id comes again', () => {
    const first = apply([start()]).state;
    const again = apply([{ type: 'stop' }], { from: first }).state;
    const keys = again.outbox.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
