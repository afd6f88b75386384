import { describe, expect, it } from '@jest/globals';
import { gateCard } from '../../../../src/adapters/telegram/messages/gate-card.ts';
import { reminderCard } from '../../../../src/adapters/telegram/messages/reminder-card.ts';
import { statusCard } from '../../../../src/adapters/telegram/messages/status-card.ts';
import { createLocalTime } from '../../../../src/app/local-time.ts';
import type { Outcome } from '../../../../src/core/attempt/index.ts';
import type { OpenSession } from '../../../../src/core/session/index.ts';
import { approve, openOf, play, report, required, type BareCommand } from '../../../helpers/session-play.ts';
import * as day from './day.ts';
import { shownCard } from './shown.ts';

const { begin, local, now, record, task } = day;
const at = (...commands: readonly BareCommand[]): OpenSession => openOf(play(required, begin, ...commands));
const gateAt = (session: OpenSession, more: object = {}): string =>
  shownCard(gateCard({ session, gate: day.gateOf(session), now, local, ...more }));

describe('the card of a plan', () => {
  const planned: Outcome = { ...day.done, kind: 'planned', sentence: 'Claude says what it would do.' };
  const plan = at(approve, report(1, planned));

  it('shows it, and how to have it done or revised', () => {
    const finalText = '1. Add the table.\n2. Run /migrate.';
    expect(
      gateAt(plan, { outcome: planned, record: record({ finalText, filesTouched: [] }) }),
    ).toMatchSnapshot();
  });

  it('brings a long one along in full', () => {
    const finalText = 'Then the next step.\n'.repeat(400);
    const facts = { session: plan, gate: day.gateOf(plan), now, local, outcome: planned };
    const { whole, text, buttons } = gateCard({ ...facts, record: record({ finalText }) });
    expect(text.text.length).toBeLessThanOrEqual(4_096);
    expect(whole).toEqual({
      name: 'task-1-plan.md',
      content: finalText,
      caption: '📋 Task 1/3: Add invoices migration (database): the plan',
    });
    expect(buttons.flat().map(({ label }) => label)).toEqual(['Approve', 'Skip', 'Stop']);
    expect(gateCard(facts).whole).toBeUndefined();
    const reminder = reminderCard({ ...facts, record: record({ finalText }) });
    expect(reminder.buttons.flat().map(({ label }) => label)).toContain('All of it');
  });
});

describe('the card of a limit', () => {
  const held = (resumeAt?: string): OpenSession =>
    at(approve, report(1, { ...day.limit, kind: 'limited', resumeAt }));
  const cardAt = (session: OpenSession, at = now): string =>
    shownCard(
      gateCard({ session, gate: day.gateOf(session), now: at, local: createLocalTime(() => at, 'UTC') }),
    );

  it('says when it goes on by itself, with the day where that is another', () => {
    expect(cardAt(held('2026-11-21T17:00:10.000Z'))).toMatchSnapshot();
    expect(cardAt(held('2026-11-22T04:00:00.000Z'))).toContain('It goes on by itself at Sun 22 Nov 04:00, ');
  });

  it.each([
    ['2026-11-21T00:00:00.000Z', 'At 09:00 today'],
    ['2026-11-21T08:59:00.000Z', 'At 09:00 today'],
    ['2026-11-21T09:00:00.000Z', 'At 09:00 tomorrow'],
    ['2026-11-21T23:59:00.000Z', 'At 09:00 tomorrow'],
  ])('offers the morning that comes next: %s', (at, label) => {
    expect(cardAt(held(), at)).toContain(`[Retry now] [${label}]\n[Skip] [Stop]`);
  });

  it('is no reminder while it goes on by itself, and else says why it waits', () => {
    const session = held();
    const facts = { session, gate: day.gateOf(session), now, local };
    expect(shownCard(reminderCard(facts))).toMatchSnapshot();
  });

  it('has its place in the status', () => {
    expect(shownCard(statusCard(held('2026-11-21T17:00:10.000Z'), { now, local }))).toMatchSnapshot();
  });
});

describe('what comes near its end', () => {
  const resetsAt = '2026-11-21T17:00:00.000Z';
  const start = { id: 'g', openedAt: now, digest: 'd', kind: 'start', task: 2 } as const;
  const second = at(approve, report(1));

  it('is a usage limit', () => {
    const warning = { limit: 'five_hour', utilization: 0.91, resetsAt };
    const { text } = gateCard({
      session: second,
      gate: { ...start, why: 'required', warning },
      task,
      now,
      local,
    });
    expect(text.text.split('\n')[2]).toBe('⚠️ 91 % of the five-hour limit is used; it resets at 17:00.');
  });

  it('is a budget', () => {
    const budget = { of: 'session', limitUsd: 2, spentUsd: 2.1 } as const;
    const { text } = gateCard({
      ...{ session: second, gate: { ...start, why: 'budget', budget }, now, local },
      task: { ...task, planFirst: true, budgetUsd: 2.5 },
    });
    expect(text.text).toContain(
      '\nWhy: this session has cost $2.10, and its budget is $2.00 (budget.session_usd).',
    );
    expect(text.text).toContain('\nPlan first · Budget: $2.50\n');
  });
});
