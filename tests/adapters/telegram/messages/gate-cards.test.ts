import { describe, expect, it } from '@jest/globals';
import { decidedText } from '../../../../src/adapters/telegram/messages/decided-text.ts';
import { gateCard } from '../../../../src/adapters/telegram/messages/gate-card.ts';
import { reminderCard } from '../../../../src/adapters/telegram/messages/reminder-card.ts';
import type { Outcome } from '../../../../src/core/attempt/index.ts';
import type { Gate } from '../../../../src/core/gate/index.ts';
import type { OpenSession } from '../../../../src/core/session/index.ts';
import {
  approve,
  listed,
  openOf,
  pause,
  play,
  report,
  required,
  retry,
  skip,
  start,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import * as day from './day.ts';
import { shownCard, shownText } from './shown.ts';

const { begin, local, now, record, task } = day;
const at = (...commands: readonly BareCommand[]): OpenSession => openOf(play(required, begin, ...commands));
const gateAt = (session: OpenSession, more: object = {}): string =>
  shownCard(gateCard({ session, gate: day.gateOf(session), now, local, ...more }));

const failure = {
  outcome: day.turnsUsed,
  record: record({
    finalText: 'Still working on the actions.',
    filesTouched: ['src/actions.ts', 'src/invoices.ts'],
    refusedTools: [{ name: 'Bash', detail: 'rm -rf build' }],
    pendingTool: { name: 'Bash', detail: 'npm test' },
    lastLines: Array.from({ length: 12 }, (_, n) => `  line ${n} of the log`),
  }),
};

describe('the card of a start gate', () => {
  const second = at(approve, report(1));

  it('begins the session', () => {
    expect(gateAt(at(), { task: { ...task, description: undefined } })).toMatchSnapshot();
  });

  it('asks about the next task', () => {
    expect(gateAt(second, { task })).toMatchSnapshot();
  });

  it('folds what is long, and names what the file sets', () => {
    const long = {
      ...task,
      description: Array.from({ length: 200 }, (_, n) => `Step ${n} changes /etc/hosts, see /approve.`).join(
        '\n',
      ),
      acceptanceCriteria: Array.from({ length: 11 }, (_, n) => `check ${n}`),
      priority: 'high',
      model: 'opus',
      timeoutMs: 600_000,
      workingDirectory: 'packages/web',
    };
    expect(gateAt(second, { task: long })).toMatchSnapshot();
  });

  it('says that the text of the task cannot be read', () => {
    expect(gateAt(second)).toMatchSnapshot();
  });

  it('is about the last task: no count', () => {
    const last = at(approve, report(1), skip);
    expect(gateAt(last, { task: { ...task, number: 3, dependsOn: [1, 2] } })).toMatchSnapshot();
  });

  it('offers to resume while the session is paused', () => {
    expect(gateAt(at(pause), { task })).toMatchSnapshot();
  });

  it.each(['begin', 'rework', 'checkpoint', 'explicit', 'manual', 'required'] as const)(
    'says why: %s',
    (why) => {
      const gate: Gate = { id: 'g', openedAt: now, digest: 'd', kind: 'start', why, task: 2 };
      expect(
        gateCard({ session: second, gate, task, now, local }).text.text.split('\n')[1],
      ).toMatchSnapshot();
    },
  );
});

describe('the card of another gate', () => {
  it('ends the session', () => {
    const closing = openOf(play(required, start([listed(4, { type: 'database' })]), approve, report(1)));
    expect(gateAt(closing)).toMatchSnapshot();
    const again = openOf(
      play(required, start([listed(4, { type: 'database' })]), approve, report(1), retry, report(2)),
    );
    expect(gateAt(again)).toContain('Why: the last task was done again: look at it once more.');
  });

  it('cannot go back to a last task that was skipped', () => {
    const gate: Gate = { id: 'g', openedAt: now, digest: 'd', kind: 'closing', why: 'checkpoint', task: 3 };
    const skipped = at(approve, report(1), skip);
    const { text, buttons } = gateCard({ session: skipped, gate, now, local });
    expect(text.text).toMatch(/\n\/approve ends the session$/);
    expect(buttons.flat().map(({ label }) => label)).toEqual(['Finish']);
  });

  it('shows the question', () => {
    const doubt = at(approve, report(1, day.question));
    const asked = record({ finalText: 'Shall I drop the old table?', filesTouched: [] });
    expect(gateAt(doubt, { outcome: day.question, record: asked })).toMatchSnapshot();
    expect(gateAt(doubt)).toMatchSnapshot();
    const long = record({ finalText: 'Which of these do you want? '.repeat(100) });
    expect(gateAt(doubt, { outcome: day.question, record: long })).toMatch(
      /<blockquote>(Which of these do you want\? ){50}[^]*…<[^]*\n\[All of it\]$/,
    );
  });

  it('says what failed and what it left behind', () => {
    expect(gateAt(at(approve, report(1, day.turnsUsed)), failure)).toMatchSnapshot();
  });

  it('knows the sentence of the outcome when nothing else is known', () => {
    expect(gateAt(at(approve, report(1, day.turnsUsed)))).toMatchSnapshot();
  });

  it('says that nothing ran', () => {
    const outcome: Outcome = {
      kind: 'failed',
      failure: 'not-started',
      sentence: 'Another attempt is running in this directory.',
      resumable: false,
    };
    expect(gateAt(at(approve, report(1, outcome)), { outcome })).toMatchSnapshot();
  });

  it('says when the limit resets, and what leash is left', () => {
    const limited = at({ type: 'approve', count: 3 }, report(1, day.limit));
    expect(gateAt(limited, { outcome: day.limit, record: record({ finalText: '' }) })).toMatchSnapshot();
    const all = at({ type: 'approve', count: 'all' }, report(1, day.limit));
    expect(gateAt(all, { outcome: day.limit })).toContain('leash: the rest of the list');
  });
});

describe('a decided card', () => {
  const session = at();
  const { body } = gateCard({ session, gate: day.gateOf(session), task, now, local });
  it.each([
    'approve',
    'skip',
    'retry',
    'undo',
    'redo',
    'reload',
    'stop',
    'allow',
    'deny',
    'answer',
    'wait',
  ] as const)('says who decided: %s', (decision) => {
    const by = decision === 'stop' ? { channel: 'greenlight', name: '' } : day.ann;
    expect(shownText(decidedText(body, { decision, by, at: now, local }))).toMatchSnapshot();
  });

  it('names the channel where that is another', () => {
    const { text } = decidedText(body, { decision: 'approve', by: day.bo, at: now, local });
    expect(text).toMatch(/\n✅ Approved by bo \(terminal\) · 09:04$/);
    expect(text).not.toContain('/pause');
  });
});

describe('a reminder', () => {
  const after = '2026-11-21T11:09:00.000Z';
  it.each([
    ['start', at(), { task }],
    ['failure', at(approve, report(1, day.turnsUsed)), {}],
    [
      'doubt',
      at(approve, report(1, day.question)),
      { outcome: day.question, record: record({ finalText: 'Shall I? '.repeat(50) }) },
    ],
    ['closing', openOf(play(required, start([listed(4, { type: 'database' })]), approve, report(1))), {}],
  ])('asks again: %s', (_, session, more) => {
    const gate = day.gateOf(session);
    expect(shownCard(reminderCard({ session, gate, local, now: after, ...more }))).toMatchSnapshot();
  });
});
