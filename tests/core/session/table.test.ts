import { expect, it } from '@jest/globals';
import {
  approve,
  asking,
  auto,
  failed,
  limited,
  listed,
  now,
  pause,
  play,
  rejection,
  report,
  required,
  start,
  stop,
  type BareCommand,
} from '../../helpers/session-play.ts';

const overdue: BareCommand = { type: 'overdue', session: 'S', epoch: 1, cause: 'timeout' };
const checkpoint = [listed(1, { type: 'database' })];

const states: Readonly<Record<string, readonly [typeof required, ...BareCommand[]]>> = {
  idle: [required],
  'start gate, first': [required, start()],
  'start gate, later': [required, start(), approve, report(1)],
  'closing gate': [auto, start(checkpoint), report(1)],
  'doubt gate': [auto, start(), report(1, asking)],
  'failure gate': [auto, start(), report(1, failed)],
  'limit gate': [auto, start(), report(1, limited)],
  running: [auto, start()],
  'stopping, by the operator': [auto, start(), stop(1)],
  'stopping, by the timeout': [auto, start(), overdue],
  'paused at a gate': [required, start(), pause],
  'paused while running': [auto, start(), pause],
  'paused, attempt ended': [auto, start(), pause, report(1)],
  'paused, attempt failed': [auto, start(), pause, report(1, failed)],
  stopped: [required, start(), stop()],
};

const commands: Readonly<Record<string, BareCommand>> = {
  start: start(),
  approve,
  'approve 2': { type: 'approve', count: 2 },
  skip: { type: 'skip' },
  retry: { type: 'retry' },
  pause,
  resume: { type: 'resume' },
  stop: stop(),
  'stop 1': stop(1),
  'report 1': report(1),
  'report 1 failed': report(1, failed),
  'report 9': report(9),
  'overdue 1': overdue,
};

/** Every state and every command: what it leads to, or why it is refused. */
it('the table of states and commands', () => {
  const table = Object.entries(states).map(([state, [rules, ...story]]) => {
    const rows = Object.entries(commands).map(([name, command]) => {
      const after = play(rules, ...story, command);
      const result = after.decision.ok ? `→ ${now(after)}` : rejection(after);
      return `  ${name.padEnd(16)} ${result}`;
    });
    return [`${state} (${now(play(rules, ...story))})`, ...rows].join('\n');
  });
  expect(table.join('\n\n')).toMatchSnapshot();
});
