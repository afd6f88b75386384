import { expect, it } from '@jest/globals';
import {
  approve,
  asking,
  auto,
  edited,
  failed,
  limited,
  listed,
  moved,
  now,
  pause,
  play,
  redo,
  rejection,
  reload,
  report,
  restored,
  required,
  second,
  start,
  stop,
  undo,
  undone,
  unleash,
  type BareCommand,
  type Seen,
} from '../../helpers/session-play.ts';

import {
  allow,
  answer,
  ask,
  call,
  deferred,
  deny,
  elapsed,
  limitedUntil,
  planFirst,
  planned,
  question,
  refuse,
  use,
  wait,
} from '../../helpers/session-asks.ts';

const seen: Seen = { tree: 'h:t' };
const git = (command: BareCommand): BareCommand => ({ ...command, seen });
const overdue: BareCommand = { type: 'overdue', session: 'S', epoch: 1, cause: 'timeout' };
const checkpoint = [listed(1, { type: 'database' })];

const states: Readonly<Record<string, readonly [typeof required, ...BareCommand[]]>> = {
  idle: [required],
  'start gate, first': [required, start()],
  'start gate, later': [required, start(), approve, report(1)],
  'closing gate': [auto, start(checkpoint), report(1)],
  'doubt gate': [auto, start(), report(1, asking)],
  'start gate, in a repository': [required, git(start()), git(approve), git(report(1))],
  'start gate, over a moved tree': [required, git(start()), git(approve), git(report(1))],
  'start gate, after an undo': [required, git(start()), git(approve), git(report(1)), ...undone.map(git)],
  'start gate, list edited': [required, start(), approve, report(1), edited('e')],
  undoing: [required, git(start()), git(approve), git(report(1)), git(undo)],
  redoing: [required, git(start()), git(approve), git(report(1)), ...undone.map(git), git(redo)],
  'paused while undoing': [required, git(start()), git(approve), git(report(1)), git(undo), pause],
  'running on a leash': [required, start(), { type: 'approve', count: 3 }],
  'failure gate': [auto, start(), report(1, failed)],
  'limit gate': [auto, start(), report(1, limited)],
  'limit gate, due': [auto, start(), report(1, limitedUntil(second(2)))],
  'limit gate, due over a moved tree': [auto, git(start()), git(report(1, limitedUntil(second(2))))],
  'plan gate': [auto, start(planFirst), report(1, planned)],
  'budget gate': [{ ...auto, sessionUsd: 0.25 }, start(), report(1)],
  'asking, live': [auto, start(), ask()],
  'asking a question, live': [auto, start(), ask(question)],
  'asking twice, live': [auto, start(), ask(), ask(call(2))],
  'answered, live': [auto, start(), ask(), allow()],
  'ask gate': [auto, start(), ask(), report(1, deferred())],
  'ask gate, over a moved tree': [auto, git(start()), git(ask()), git(report(1, deferred()))],
  running: [auto, start()],
  'stopping, by the operator': [auto, start(), stop(1)],
  'stopping, by the timeout': [auto, start(), overdue],
  'paused at a gate': [required, start(), pause],
  'paused while running': [auto, start(), pause],
  'paused, attempt ended': [auto, start(), pause, report(1)],
  'paused, attempt failed': [auto, start(), pause, report(1, failed)],
  'paused, asking': [auto, start(), ask(), pause],
  'paused, ended in a call': [auto, start(), ask(), pause, report(1, deferred())],
  'paused at a limit': [auto, start(), report(1, limitedUntil(second(2))), pause],
  stopped: [required, start(), stop()],
};

/** The working tree in those states that have one. */
const trees: Readonly<Record<string, Seen>> = {
  'start gate, in a repository': seen,
  'start gate, over a moved tree': { tree: 'h:touched', moved },
  'ask gate, over a moved tree': { tree: 'h:touched', moved },
  'limit gate, due over a moved tree': { tree: 'h:touched', moved },
  'start gate, after an undo': seen,
  undoing: seen,
  redoing: seen,
  'paused while undoing': seen,
};

const commands: Readonly<Record<string, BareCommand>> = {
  start: start(),
  approve,
  'approve 2': { type: 'approve', count: 2 },
  skip: { type: 'skip' },
  retry: { type: 'retry' },
  undo,
  redo,
  reload: reload([listed(1), listed(2)], 'e'),
  allow: allow(),
  'allow instead': allow({ instead: 'npm ci' }),
  deny: deny('no'),
  answer: answer(),
  wait: wait(second(59)),
  unleash,
  restored: restored(),
  'restored not': restored('No space.'),
  renew: { type: 'renew', session: 'S', gate: 'g3' },
  edited: edited('e'),
  'committed 1': { type: 'committed', session: 'S', task: 1, commit: 'f00' },
  pause,
  resume: { type: 'resume' },
  stop: stop(),
  'stop 1': stop(1),
  'report 1': report(1),
  'report 1 failed': report(1, failed),
  'report 9': report(9),
  'report 1 deferred': report(1, deferred()),
  'report 1 limited': report(1, limited),
  'report 1 planned': report(1, planned),
  'overdue 1': overdue,
  'ask 1': ask(),
  'use 1': use(),
  'refuse g2': refuse('g2'),
  'elapsed g2': elapsed('g2'),
};

/** Every state and every command: what it leads to, or why it is refused. */
it('the table of states and commands', () => {
  const table = Object.entries(states).map(([state, [rules, ...story]]) => {
    const rows = Object.entries(commands).map(([name, command]) => {
      const after = play(rules, ...story, { ...command, seen: trees[state] ?? {} });
      const result = after.decision.ok ? `→ ${now(after)}` : rejection(after);
      return `  ${name.padEnd(17)} ${result}`;
    });
    return [`${state} (${now(play(rules, ...story))})`, ...rows].join('\n');
  });
  expect(table.join('\n\n')).toMatchSnapshot();
});
