import type { Card } from '../../../../src/adapters/telegram/messages/card.ts';
import { decidedText } from '../../../../src/adapters/telegram/messages/decided-text.ts';
import { gateCard } from '../../../../src/adapters/telegram/messages/gate-card.ts';
import { diffMessage } from '../../../../src/adapters/telegram/messages/diff-message.ts';
import { listEditedCard } from '../../../../src/adapters/telegram/messages/list-edited-card.ts';
import { undoMovedCard } from '../../../../src/adapters/telegram/messages/undo-moved-card.ts';
import { noFileToday } from '../../../../src/adapters/telegram/messages/no-file-today.ts';
import { noticeText } from '../../../../src/adapters/telegram/messages/notice-text.ts';
import { reminderCard } from '../../../../src/adapters/telegram/messages/reminder-card.ts';
import { resultCard } from '../../../../src/adapters/telegram/messages/result-card.ts';
import { plain } from '../../../../src/adapters/telegram/messages/rich-text.ts';
import { runningCard } from '../../../../src/adapters/telegram/messages/running-card.ts';
import { statusCard } from '../../../../src/adapters/telegram/messages/status-card.ts';
import { stopQuestion } from '../../../../src/adapters/telegram/messages/stop-question.ts';
import type { Outcome } from '../../../../src/core/attempt/index.ts';
import {
  approve,
  auto,
  listed,
  openOf,
  play,
  report,
  required,
  start,
  unchanged,
  unverified,
} from '../../../helpers/session-play.ts';
import { ann, gateOf, limit, local, now, question as askedAtEnd, record, turnsUsed } from './day.ts';

const planned: Outcome = { ...askedAtEnd, kind: 'planned' };
const held: Outcome = { ...limit, kind: 'unreachable', resumeAt: now };

/** Every card, with the same text in every place that comes from outside. */
export function cardsOf(text: string): readonly Card[] {
  const many = Array.from({ length: 30 }, () => text);
  const tool = { name: text, detail: text };
  const left = record({
    finalText: text,
    filesTouched: many,
    refusedTools: many.map(() => tool),
    pendingTool: tool,
    lastLines: many,
  });
  const task = {
    number: 2,
    title: text,
    type: text,
    model: text,
    workingDirectory: text,
    priority: 'high' as const,
    timeoutMs: 1_000,
    dependsOn: Array.from({ length: 500 }, (_, n) => n + 3),
    description: text,
    acceptanceCriteria: many,
    verify: many,
    instruction: text,
  };
  // As long as they get.
  const path = `x${text.slice(0, 1_000)}`;
  const output = Array.from({ length: 15 }, () => text.slice(0, 300));
  const verification = { command: path, durationMs: 1, lastLines: output, log: 'x' };
  const changes = {
    files: many.map(() => ({ path, from: path, change: 'renamed' as const })),
    ...{ total: 100_000, added: 123_456, removed: 123_456 },
  };
  const evidence = {
    ...{
      task: 1,
      epoch: 1,
      changes,
      sincePrevious: changes,
      unexpected: many.map(() => path),
      trouble: text,
    },
    verifications: many.map((_, n) => ({ ...verification, passed: n % 2 === 0 })),
  };
  const moved = { paths: many.map(() => path), total: 30, head: true };
  const list = [1, 2, 3].map((n) => listed(n, { title: text, type: text, dependsOn: n === 1 ? [] : [1] }));
  const begin = { ...start(list), file: text };
  const rules = { ...required, checkpointAfter: [text] };
  const by = { ...ann, name: text };
  const endings: readonly Outcome[] = [
    askedAtEnd,
    turnsUsed,
    limit,
    unverified,
    unchanged,
    planned,
    held,
  ].map((outcome) => ({
    ...outcome,
    sentence: text,
  }));
  const gates = [
    openOf(play(rules, begin)),
    openOf(play(rules, begin, approve, report(1))),
    ...endings.map((outcome) =>
      openOf(play(rules, begin, { type: 'approve', count: 'all' }, report(1, outcome))),
    ),
  ];
  const running = openOf(play(auto, begin));
  const attempt = { epoch: 1, task: 1, conversation: 'c', continues: 1, words: text, orderedAt: now };
  const decided = { decision: 'retry', by, at: now, local } as const;
  const byQuestion = { [text]: text, other: text };
  const answers = [
    ['allow', { kind: 'allow', instead: text }],
    ['deny', { kind: 'deny', reason: text }],
    ['answer', { kind: 'answer', answers: { words: text } }],
    ['answer', { kind: 'answer', answers: { byQuestion } }],
  ] as const;
  return [
    ...gates.flatMap((session) => {
      const gate = gateOf(session);
      const facts = { session, gate, task, record: left, evidence, now, local };
      const card = gateCard(facts);
      const renewed = { ...gate, renewed: { why: 'moved', ...moved } } as const;
      const failed = { ...gate, renewed: { why: 'not-restored', sentence: text } } as const;
      return [
        card,
        ...(gate.kind === 'failure'
          ? [renewed, failed].map((each) => gateCard({ ...facts, gate: each }))
          : []),

        { text: decidedText(card.body, decided), buttons: [] },
        ...answers.map(([decision, answer]) => ({
          text: decidedText(card.body, {
            ...{ ...decided, decision },
            call: { answer, question: false, forTask: false },
          }),
          buttons: [],
        })),
        reminderCard(facts),
        statusCard(session, { now, local }),
      ];
    }),
    ...endings.map((outcome) =>
      resultCard({
        ...{ session: running, number: 1, epoch: 1, outcome, record: left, evidence, task, now, local },
      }),
    ),
    runningCard({ session: running, attempt, elapsedMs: 1, tool, turns: 1, costUsd: 1, now, local }),
    statusCard(running, { now, local, progress: { elapsedMs: 1, tool, turns: 1 } }),
    stopQuestion({ session: running, epoch: 1 }),
    undoMovedCard('undo', 'g', { code: 'undo_moved', paths: many.map(() => path), total: 30 }),
    listEditedCard(
      many.map((title, n) => ({ number: n + 1, title, change: 'added', begun: false })),
      { ...running, file: text },
    ),
    noFileToday({ today: text, newest: text, digest: '0badcafe' }),
    ...(
      [
        { type: 'session-paused', by },
        { type: 'not-committed', task: 1, reason: text },
        { type: 'task-undone', task: 1, keptAs: 'undo-g' },
      ] as const
    ).map((notice) => ({
      text: noticeText({ ...notice, session: 'S', at: now }, running, local),
      buttons: [],
    })),
    {
      text: (({ kind, ...message }) => ('text' in message ? message.text : plain(kind)))(
        diffMessage(running, 1, { ...evidence, changes: undefined }, undefined),
      ),
      buttons: [],
    },
  ];
}
