import { describe, expect, it } from '@jest/globals';
import { termsOf, type AuditTerms } from '../../src/app/audit-terms.ts';
import type { OperatorRequest } from '../../src/app/session-service.ts';
import { allow, ask, call, deny, wait } from '../helpers/session-asks.ts';
import {
  approve,
  failed,
  inTree,
  limited,
  play,
  report,
  required,
  stamped,
  start as begin,
  undo,
  type BareCommand,
} from '../helpers/session-play.ts';
import { asks, askingStage, wants } from './asking.ts';
import { openStage, start, type Stage } from './stage.ts';

const redact = (text: string): string => text.replaceAll('s3cret', '***');

const asking = [begin(), approve, ask()] as const;
const held = [begin(), approve, report(1, limited)] as const;
const inGit = [begin(), approve, report(1, failed)].map((command) => inTree(command, 'h:t'));
const until = '2026-11-21T18:00:00.000Z';

/** Of the last of these commands, which is taken. */
function termsAfter(...commands: readonly BareCommand[]): AuditTerms {
  const { decision } = play(required, ...commands);
  const last = commands.at(-1);
  if (!last || !decision.ok) throw new Error('nothing was decided');
  return termsOf(stamped(last, commands.length), decision.events, redact);
}

describe('the terms', () => {
  it.each<readonly [string, readonly BareCommand[], AuditTerms]>([
    ['one call', [...asking, allow()], {}],
    ['a call for the rest of its task', [...asking, allow({ forTask: true })], { for: 'task' }],
    [
      'a call once that no rest of a task can be told from',
      [begin(), approve, ask(call(1, { cover: undefined })), allow({ forTask: true })],
      {},
    ],
    [
      'another command, without secrets',
      [...asking, allow({ instead: 'curl -u s3cret x' })],
      { instead: 'curl -u *** x' },
    ],
    [
      'a command once in the place of another',
      [...asking, allow({ instead: 'npm ci', forTask: true })],
      { instead: 'npm ci' },
    ],
    ['to go on later', [...held, wait(until)], { until }],
    ['one task', [begin(), approve], {}],
    [
      'more tasks',
      [begin(), { type: 'approve', count: 'all', until, belowUsd: 2 }],
      { count: 'all', until, usd: 2 },
    ],
    ['to go back', [...inGit, inTree(undo, 'h:t')], {}],
    [
      'to go back over the changes of others',
      [...inGit, inTree({ type: 'undo', check: { kind: 'ready' }, force: true }, 'h:t')],
      { force: true },
    ],
    ['nothing', [...asking, deny('Use s3cret.')], {}],
  ])('say that it allowed %s', (_, commands, terms) => {
    expect(termsAfter(...commands)).toEqual(terms);
  });
});

const zone = 'UTC';

const newest = ({ disk }: Stage, type: OperatorRequest['command']['type']) =>
  disk.audit.findLast(({ command }) => command === type);

describe('the audit log', () => {
  it('has the command that was allowed instead, and no secret', async () => {
    const stage = await askingStage({ deps: () => ({ redact, ...asks() }) });
    const asked = wants(stage);
    expect(await asked.now()).toBe('waits');
    await stage.ask({ type: 'allow', instead: 'curl -u s3cret localhost' });
    expect(newest(stage, 'allow')).toMatchObject({ reply: 'ok', instead: 'curl -u *** localhost' });
    expect(await asked.now()).toMatchObject({ decision: 'allow' });
  });

  it('has the instant of a time on the clock, and not that of one that was refused', async () => {
    const stage = await openStage({ script: { 1: [{ outcome: limited }] }, deps: () => ({ zone }) });
    await stage.ask({ type: 'wait', time: '18:00' });
    expect(newest(stage, 'wait')).not.toHaveProperty('until');
    await stage.ask(start);
    await stage.ask({ type: 'approve', count: 2, untilTime: '17:00', belowUsd: 1.5 });
    expect(newest(stage, 'approve')).toMatchObject({
      ...{ until: '2026-11-21T17:00:00.000Z', count: 2, usd: 1.5 },
    });
    await stage.ask({ type: 'wait', time: '18:00' });
    expect(newest(stage, 'wait')).toMatchObject({ reply: 'ok', until: '2026-11-21T18:00:00.000Z' });
  });
});
