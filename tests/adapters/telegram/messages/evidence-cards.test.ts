import { describe, expect, it } from '@jest/globals';
import { diffMessage } from '../../../../src/adapters/telegram/messages/diff-message.ts';
import { gateCard } from '../../../../src/adapters/telegram/messages/gate-card.ts';
import { listEditedCard } from '../../../../src/adapters/telegram/messages/list-edited-card.ts';
import { resultCard } from '../../../../src/adapters/telegram/messages/result-card.ts';
import { runningCard } from '../../../../src/adapters/telegram/messages/running-card.ts';
import { statusCard } from '../../../../src/adapters/telegram/messages/status-card.ts';
import { undoMovedCard } from '../../../../src/adapters/telegram/messages/undo-moved-card.ts';
import type { Evidence, Outcome, Verification } from '../../../../src/core/attempt/index.ts';
import type { Gate } from '../../../../src/core/gate/index.ts';
import type { OpenSession } from '../../../../src/core/session/index.ts';
import {
  approve,
  auto,
  changeOf,
  edited,
  openOf,
  playInGit,
  report,
  required,
  skip,
  touched,
  undone,
  type BareCommand,
} from '../../../helpers/session-play.ts';
import * as day from './day.ts';
import { shownCard, shownText } from './shown.ts';

const { begin, local, now, record, task } = day;
const at = (...commands: readonly BareCommand[]): OpenSession =>
  openOf(playInGit(required, begin, ...commands));
const gateAt = (session: OpenSession, more: object = {}): string =>
  shownCard(gateCard({ session, gate: day.gateOf(session), now, local, ...more }));

const passed: Verification = {
  command: 'npm run build',
  passed: true,
  exitCode: 0,
  durationMs: 4_000,
  lastLines: ['built'],
  log: 'verify-1.log',
};
const broken: Verification = {
  ...passed,
  command: 'npm test',
  passed: false,
  exitCode: 1,
  durationMs: 12_000,
  lastLines: ['  ✕ lists invoices', '', 'Tests: 1 failed, 12 passed'],
};
const evidence: Evidence = {
  task: 1,
  epoch: 2,
  verifications: [passed, broken],
  changes: {
    files: [
      { path: 'src/actions.ts', change: 'modified', added: 30, removed: 2 },
      { path: 'src/actions.test.ts', change: 'added', added: 10, removed: 0 },
      { path: 'scratch.txt', change: 'added', added: 1, removed: 0 },
    ],
    ...{ total: 3, added: 41, removed: 2 },
  },
  sincePrevious: {
    files: [{ path: 'src/actions.ts', change: 'modified', added: 3, removed: 1 }],
    ...{ total: 1, added: 3, removed: 1 },
  },
  unexpected: ['scratch.txt'],
};
const good: Evidence = { ...evidence, verifications: [passed, { ...broken, passed: true }] };
const unverified: Outcome = {
  ...day.done,
  kind: 'failed',
  failure: 'verification',
  sentence: 'Verification failed: npm test (exit code 1).',
};
const left = record({ refusedTools: [{ name: 'Bash', detail: 'rm -rf build' }] });

describe('the evidence', () => {
  it('of a task that is done stands in its result', () => {
    const session = at(approve, report(1, day.done));
    const facts = { session, number: 1, epoch: 2, outcome: day.done, record: left, task, now, local };
    expect(shownCard(resultCard({ ...facts, evidence: good }))).toMatchSnapshot();
  });

  it('of a failed verification is what the gate shows', () => {
    const session = at(approve, report(1, unverified));
    expect(gateAt(session, { outcome: unverified, record: left, task, evidence })).toMatchSnapshot();
  });

  it('says first that nothing changed', () => {
    const nothing: Evidence = {
      ...{ task: 1, epoch: 1, verifications: [], unexpected: [] },
      changes: { files: [], total: 0, added: 0, removed: 0 },
    };
    const outcome: Outcome = { ...day.done, unchanged: true } as Outcome;
    const session = at(approve, report(1, outcome));
    expect(
      gateAt(session, { outcome, record: record({ finalText: 'All is well.' }), evidence: nothing }),
    ).toMatchSnapshot();
  });

  it('says why there is none', () => {
    const trouble = 'What it changed could not be found out: the disk is full.';
    const session = at(approve, report(1, day.turnsUsed));
    const none: Evidence = { task: 1, epoch: 1, verifications: [], unexpected: [], trouble };
    expect(gateAt(session, { outcome: day.turnsUsed, evidence: none })).toContain(`\n⚠️ ${trouble}\n`);
  });

  it('shows the commands that failed where not all have room', () => {
    const many = Array.from({ length: 12 }, (_, n) => ({ ...passed, command: `check ${n}` }));
    const session = at(approve, report(1, unverified));
    const shown = gateAt(session, {
      outcome: unverified,
      evidence: { ...evidence, verifications: [...many, broken] },
    });
    expect(shown).toContain('✗ npm test: exit code 1 (12 s)');
    expect(shown).toContain('\n… 5 more\n');
  });

  it('is named in short where the next task is asked about', () => {
    const next = at(approve, report(1, day.done));
    const shown = gateAt(next, { task, evidence: good });
    expect(shown).toContain('\nTask 1: 3 files, +41 −2 · ✓ 2 of 2 verified\n');
    expect(shown).toContain('[Diff of task 1]');
    expect(gateAt(next, { task, evidence: { ...good, changes: undefined, verifications: [] } })).not.toMatch(
      /\nTask 1|Diff/,
    );
  });
});

describe('the card of a start gate', () => {
  it('shows the commands that verify the task', () => {
    const verify = [
      'npm run build',
      'npm test -- --ci',
      ...Array.from({ length: 9 }, (_, n) => `check ${n}`),
    ];
    expect(gateAt(at(), { task: { ...task, verify } })).toMatchSnapshot();
  });

  it('offers what there is to go back to, to bring back, and to take over', () => {
    const session = at(approve, report(1, day.done), edited('e', [changeOf(3)]));
    expect(gateAt(session, { task, evidence: good })).toMatchSnapshot();
    expect(gateAt(at(approve, report(1, day.done), ...undone), { task })).toMatch(
      /it was undone[^]*\[Next 3\]|it was undone[^]*\[All\]\n\[Redo task 1\]/,
    );
  });

  it('says what moved, and that the files could not be brought back', () => {
    const session = at(approve, report(1, day.done));
    const gate = day.gateOf(session);
    const renewed = {
      ...{ why: 'moved', paths: ['src/a.ts', '/etc/<b>.txt'], total: 3, head: true },
    } as const;
    expect(gateAt(session, { gate: { ...gate, renewed }, task })).toMatchSnapshot();
    const sentence = 'a merge is under way.';
    expect(gateAt(session, { gate: { ...gate, renewed: { why: 'not-restored', sentence } } })).toContain(
      '\n⚠️ The files could not be brought back: a merge is under way.\n',
    );
    expect(gateAt(at(touched(approve)), { task })).not.toContain('changed since');
  });

  it('says once that there is no evidence without a repository', () => {
    const bare = { ...day.gateOf(at()), tree: undefined };
    expect(gateAt(at(), { gate: bare, task })).toMatch(
      /\n⚠️ There is no git repository that could keep the files/,
    );
    expect(gateAt(at(), { task })).not.toContain('cannot be shown');
    const later: Gate = { ...day.gateOf(at(approve, report(1, day.done))), tree: undefined };
    expect(gateAt(at(approve, report(1, day.done)), { gate: later, task })).not.toContain('cannot be shown');
  });
});

describe('the leash', () => {
  const leash = { type: 'approve', count: 3, until: '2026-11-21T18:00:00.000Z', belowUsd: 2 } as const;
  const line = 'leash: 2 more, until 18:00, $2.00 left';

  it('stands on every card, with a button to take it in', () => {
    const session = at(leash);
    const attempt = { epoch: 1, task: 1, conversation: 'c', orderedAt: now };
    const limited = at(leash, report(1, day.limit));
    const cards = [
      runningCard({ session, attempt, elapsedMs: 0, now, local }),
      statusCard(session, { now, local }),
      resultCard({ session, number: 1, epoch: 1, outcome: day.done, now, local }),
    ];
    for (const card of cards) {
      expect(card.text.text).toContain(line);
      expect(shownCard(card)).toContain('[Take the leash in]');
    }
    expect(gateAt(limited, { outcome: day.limit })).toMatch(
      /leash: 2 more, until 18:00, \$1\.79 left\n[^]*\[Take the leash in\]$/,
    );
  });

  it('is offered where there is more than one task left', () => {
    const buttons = (session: OpenSession): string =>
      gateAt(session).replace(/^[^]*?(?=\[Begin\]|\[Approve\])/, '');
    expect(buttons(at())).toContain('[Begin] [Skip] [Pause]\n[All]');
    expect(buttons(at(approve, report(1), skip))).not.toContain('[All]');
    const four = { ...begin, tasks: [...day.list, { ...day.list[1], number: 4 }] } as BareCommand;
    expect(buttons(openOf(playInGit(required, four)))).toContain('\n[Next 3] [All]');
  });
});

describe('the diff', () => {
  const session = at(approve, report(1, day.done));
  const diff = {
    text: 'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n-old\n+new /approve\n',
    whole: true,
  };

  it('is a message where it fits one', () => {
    const message = diffMessage(session, 2, evidence, diff);
    expect(message.kind === 'message' ? shownText(message.text) : message.kind).toMatchSnapshot();
  });

  it('is a file where it does not, also where only its beginning was kept', () => {
    const long = `${diff.text}${'+ one more line\n'.repeat(400)}`;
    expect(diffMessage(session, 2, evidence, { text: long, whole: true })).toEqual({
      kind: 'file',
      name: 'task-1-attempt-2.diff',
      content: long,
      caption: '📋 Task 1/3: Add invoices migration (database) · attempt 2\n3 files, +41 −2',
    });
    expect(diffMessage(undefined, 2, evidence, { ...diff, whole: false })).toMatchObject({
      caption: 'Task 1 · attempt 2'
        .replace(/^/, '📋 ')
        .concat('\n3 files, +41 −2\n⚠️ Only its beginning: the rest was too long.'),
    });
  });

  it.each([
    [undefined, '⚠️ What attempt 2 changed is not known.'],
    [{ ...evidence, changes: undefined, trouble: 'The disk is full.' }, 'not known.\nThe disk is full.'],
    [{ ...evidence, changes: { files: [], total: 0, added: 0, removed: 0 } }, '\nchanged nothing'],
    [evidence, 'Its diff is not there any more.'],
  ])('says why there is none: %#', (known, sentence) => {
    const message = diffMessage(session, 2, known, undefined);
    expect(message.kind === 'message' ? message.text.text : '').toContain(sentence);
  });
});

describe('an edited list', () => {
  const changes = [
    changeOf(1, { begun: true, title: 'Add invoices migration' }),
    changeOf(3, { title: 'List page' }),
    changeOf(6, { change: 'added', title: 'Mail /skip the report' }),
  ];
  it('is taken over at the gate that waits', () => {
    const session = at(approve, report(1, day.done), edited('e', changes));
    expect(shownCard(listEditedCard(changes, session))).toMatchSnapshot();
  });

  it('waits for the next gate otherwise', () => {
    const shown = shownCard(listEditedCard(changes, openOf(playInGit(auto, begin, edited('e', changes)))));
    expect(shown).toMatch(/\/reload at the next gate\.$/);
  });
});

it('what an undo would overwrite is listed', () => {
  const rejection = { code: 'undo_moved', paths: ['src/a.ts', 'b <i>.txt'], total: 20 } as const;
  expect(shownCard(undoMovedCard('undo', 'g', rejection))).toMatchSnapshot();
  expect(shownCard(undoMovedCard('redo', 'g', rejection))).toMatch(/\/redo force[^]*\[Redo anyway\]$/);
});
