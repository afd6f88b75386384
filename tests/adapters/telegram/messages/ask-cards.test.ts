import { describe, expect, it } from '@jest/globals';
import { encodeButton } from '../../../../src/adapters/telegram/buttons.ts';
import type { GateCard } from '../../../../src/adapters/telegram/messages/card.ts';
import { decidedText, withdrawnText } from '../../../../src/adapters/telegram/messages/decided-text.ts';
import { gateCard, type GateFacts } from '../../../../src/adapters/telegram/messages/gate-card.ts';
import { reminderCard } from '../../../../src/adapters/telegram/messages/reminder-card.ts';
import { runningCard } from '../../../../src/adapters/telegram/messages/running-card.ts';
import { statusCard } from '../../../../src/adapters/telegram/messages/status-card.ts';
import type { Attempt } from '../../../../src/core/attempt/index.ts';
import type { Shown } from '../../../../src/core/permission/index.ts';
import type { AskGate } from '../../../../src/core/gate/index.ts';
import { openGates, type OpenSession } from '../../../../src/core/session/index.ts';
import {
  approve,
  openOf,
  pause,
  play,
  report,
  required,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import * as day from './day.ts';
import { shownCard, shownText } from './shown.ts';

const { asks, begin, command, local, now, permission, questionCall, questions } = day;
const at = (...commands: readonly BareCommand[]): OpenSession =>
  openOf(play(required, begin, approve, ...commands));

function askOf(session: OpenSession): AskGate {
  const gate = openGates(session)[0];
  if (gate?.kind !== 'ask') throw new Error('nothing is asked');
  return gate;
}

const factsOf = (session: OpenSession, more: Partial<GateFacts> = {}): GateFacts => ({
  session,
  gate: askOf(session),
  now,
  local,
  ...more,
});
const cardOf = (session: OpenSession, more: Partial<GateFacts> = {}): GateCard =>
  gateCard(factsOf(session, more));

const live = at(asks(permission));
const deferred = at(
  asks(permission),
  report(1, { kind: 'deferred', call: permission, sentence: 'It waits for an answer.', resumable: true }),
);
const asked = at(asks(questionCall));
const shows = (shown: Shown): Partial<GateFacts> => ({ asked: { ...command, shown } });

describe('the card of a call', () => {
  it('shows a command, why it is asked, and what an answer covers', () => {
    expect(shownCard(cardOf(live, { asked: command }))).toMatchSnapshot();
    expect(cardOf(live, { asked: command }).whole).toBeUndefined();
  });

  it('says when Claude does not wait any longer, and what else can be decided then', () => {
    expect(shownCard(cardOf(deferred, { asked: command }))).toMatchSnapshot();
  });

  it.each<readonly [string, Shown]>([
    ['a change', { kind: 'edit', path: 'src/a.ts', diff: '@@ -1 +1 @@\n-old\n+new\n' }],
    ['a file', { kind: 'write', path: 'src/new.ts', content: 'export const a = 1;\n' }],
    ['a file that is there', { kind: 'write', path: 'src/new.ts', content: 'b', diff: '-a\n+b' }],
    ['a page', { kind: 'fetch', url: 'https://example.com/a?b', prompt: 'What does it cost?' }],
    ['anything', { kind: 'other', tool: 'mcp__jira__close', input: '{"id":"X-1"}' }],
    ['nothing', { kind: 'command', command: ' ' }],
  ])('shows %s', (_, shown) => {
    const text = shownText(cardOf(live, shows(shown)).text);
    expect(text.split('\n').slice(3).join('\n')).toMatchSnapshot();
  });

  it('names what cannot be seen, and what only looks like a blank', () => {
    const { text } = cardOf(
      live,
      shows({ kind: 'command', command: 'ls \u202etxt.sh\u200b\rrm\u00a0x \u001b[2J\ttab' }),
    );
    expect(text.text).toContain('ls ⟨U+202E⟩txt.sh⟨U+200B⟩⟨U+000D⟩rm⟨U+00A0⟩x ⟨U+001B⟩[2J  tab');
    const path = cardOf(live, shows({ kind: 'edit', path: 'a\nb\u2066', diff: 'x\r\ny' })).text.text;
    expect(path).toContain('a⟨U+000A⟩b⟨U+2066⟩');
    expect(path).toContain('x\ny');
  });

  it('says that it shows the beginning only, and brings all of it along', () => {
    const long = `echo ${'x'.repeat(6_000)} && rm -rf build`;
    const card = cardOf(live, shows({ kind: 'command', command: long, description: 'Print' }));
    expect(card.text.text.length).toBeLessThanOrEqual(4_096);
    expect(card.text.text).toContain('⚠️ That is only its beginning: all of it stands in the file above.');
    expect(card.whole).toEqual({
      name: 'task-1-asked.txt',
      content: `Bash\nClaude calls it: Print\n\n${long}`,
      caption: '📋 Task 1/3: may Claude run this?',
    });
    const diff = `-a\n+b\n`.repeat(2_000);
    const edit = cardOf(live, shows({ kind: 'edit', path: 'src/a.ts', diff }));
    expect(edit.whole).toMatchObject({
      name: 'task-1-asked.diff',
      content: expect.stringContaining(diff.trim()),
    });
    const path = `${'deep/'.repeat(200)}a.ts`;
    expect(cardOf(live, shows({ kind: 'edit', path, diff: 'x' })).whole?.content).toContain(path);
  });

  it('offers nothing but Deny where it cannot be shown', () => {
    expect(shownCard(cardOf(live))).toMatchSnapshot();
  });

  it('offers no more than this one call where only that can be allowed', () => {
    const once = at(asks({ ...permission, cover: undefined }));
    const card = cardOf(once, { asked: command });
    expect(card.buttons.map((row) => row.map(({ label }) => label))).toEqual([['Allow once'], ['Deny']]);
    expect(card.text.text).not.toContain('Allow for this task');
  });

  it('under a pause says what comes first', () => {
    expect(cardOf(at(asks(permission), pause), { asked: command }).text.text).toMatch(
      /\nThe session is paused: \/resume first\.$/,
    );
  });
});

describe('the card of a question', () => {
  const both = questions(day.database, day.features);
  it('has its options as buttons', () => {
    expect(shownCard(cardOf(asked, { asked: questions(day.database) }))).toMatchSnapshot();
  });

  it('lets several be ticked', () => {
    const picks = [{ question: 0, option: 1 }];
    expect(shownCard(cardOf(asked, { asked: questions(day.features), picks }))).toMatchSnapshot();
  });

  it('asks several at once', () => {
    const picks = [
      { question: 0, option: 1 },
      { question: 1, option: 0 },
    ];
    const card = cardOf(asked, { asked: both, picks });
    expect(shownCard(card)).toMatchSnapshot();
    expect(card.buttons.flat().map(({ button }) => encodeButton(button))).toContain('1:untick:g3:1:0');
  });

  it('cuts labels, and no option', () => {
    const label = `Use ${'very '.repeat(20)}long words`;
    const card = cardOf(asked, {
      asked: questions({ ...day.database, options: [{ label, description: 'Yes.' }, { label: 'No' }] }),
    });
    expect(card.text.text).toContain(`1. ${label}: Yes.`);
    expect(card.buttons[0]?.[0]?.label).toMatch(/^1\. Use very .*…$/);
    expect(card.buttons[0]?.[0]?.label.length).toBeLessThanOrEqual(40);
  });

  it('that is too long comes along in full', () => {
    const description = 'words '.repeat(900);
    const card = cardOf(asked, {
      asked: questions({ ...day.database, options: [{ label: 'A', description }, { label: 'B' }] }),
    });
    expect(card.text.text.length).toBeLessThanOrEqual(4_096);
    expect(card.whole).toMatchObject({
      name: 'task-1-asked.txt',
      content: expect.stringContaining(`1. A: ${description.trim()}\n2. B`),
      caption: '📋 Task 1/3: Claude asks you something',
    });
  });

  it('can be answered in words where its options cannot be shown', () => {
    expect(shownCard(cardOf(asked))).toMatchSnapshot();
  });
});

describe('a call that was decided', () => {
  const { body } = cardOf(live, { asked: command });
  const last = (facts: object): string =>
    shownText(decidedText(body, { decision: 'allow', by: day.ann, at: now, local, ...facts })).slice(
      shownText(body).length + 1,
    );
  const call = { question: false, forTask: false };

  it.each([
    ['once', { call: { ...call, answer: { kind: 'allow' } } }],
    ['for its task', { call: { ...call, forTask: true, answer: { kind: 'allow' } } }],
    ['in another form', { call: { ...call, answer: { kind: 'allow', instead: 'npm ci\u202e' } } }],
    ['by a no', { decision: 'deny', call: { ...call, answer: { kind: 'deny' } } }],
    [
      'by a no with words',
      { decision: 'deny', call: { ...call, answer: { kind: 'deny', reason: 'See /approve.' } } },
    ],
    [
      'by an answer',
      {
        decision: 'answer',
        call: { question: true, forTask: false, answer: { kind: 'answer', answers: { words: 'SQLite' } } },
      },
    ],
    ['by leaving it to Claude', { decision: 'deny', call: { question: true, forTask: false } }],
    ['and is not known any more', {}],
  ])('says so: %s', (_, facts) => {
    expect(last(facts)).toMatchSnapshot();
  });

  it('says that nobody waits for it any more', () => {
    expect(withdrawnText(body).text).toMatch(/\n⏭️ No longer asked: the attempt ended\.$/);
    expect(body.text).not.toContain('waits for your answer');
  });

  it('fits a message with the longest words', () => {
    const long = cardOf(live, shows({ kind: 'command', command: 'x'.repeat(9_000) })).body;
    const answer = { kind: 'deny', reason: 'no '.repeat(2_000) } as const;
    const by = { ...day.ann, name: 'A'.repeat(500) };
    const { text } = decidedText(long, { decision: 'deny', by, at: now, local, call: { ...call, answer } });
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text).toMatch(/\n(?:no )+n?o?…$/);
  });
});

describe('while a call waits', () => {
  it('the reminder shows all that the card shows', () => {
    const facts = factsOf(live, { asked: command, now: '2026-11-21T11:09:00.000Z' });
    const card = reminderCard(facts);
    expect(card.text.text).toMatch(
      /^⏸️ Still waiting for you since .* \(2 h 8 min\): Task 1\/3: may Claude run this\?\n/,
    );
    expect(card.text.text).toContain('npm install left-pad');
    expect(card.buttons).toEqual(cardOf(live, { asked: command }).buttons);
    const long = { ...command, shown: { kind: 'command', command: 'x'.repeat(9_000) } as const };
    expect(reminderCard({ ...facts, asked: long }).whole?.content).toContain('x'.repeat(9_000));
  });

  it('the running card and the status say so', () => {
    const attempt: Attempt = {
      epoch: 1,
      task: 1,
      conversation: 'c',
      mode: 'plan',
      answers: 'g',
      patience: { cause: 'trouble', since: now, tries: 2 },
      orderedAt: now,
    };
    expect(shownCard(runningCard({ session: live, attempt, elapsedMs: 1, now, local }))).toMatchSnapshot();
    expect(shownCard(statusCard(live, { now, local }))).toMatchSnapshot();
    expect(shownCard(statusCard(deferred, { now, local }))).toMatchSnapshot();
    expect(shownCard(statusCard(asked, { now, local }))).toMatchSnapshot();
  });

  it('the status tells of several', () => {
    const two = at(asks(permission), asks({ ...permission, id: 'toolu_9', detail: 'npm test' }));
    const card = statusCard(two, { now, local });
    expect(card.text.text).toMatch(/Bash: npm install left-pad\n[^]*Bash: npm test/);
    expect(card.buttons.map((row) => row.map(({ label }) => label))).toEqual([
      ['Show what is asked (1)'],
      ['Show what is asked (2)'],
      ['Stop'],
    ]);
  });

  it('another attempt says nothing of it', () => {
    const attempt = { epoch: 2, task: 1, conversation: 'c', orderedAt: now };
    expect(runningCard({ session: live, attempt, elapsedMs: 1, now, local }).text.text).not.toContain('npm');
  });
});
