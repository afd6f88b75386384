import { describe, expect, it } from '@jest/globals';
import type { Evidence, Outcome } from '../../../../src/core/attempt/index.ts';
import type { Notice } from '../../../../src/core/session/index.ts';
import {
  approve,
  asking,
  completed,
  gateOf,
  openOf,
  play,
  report,
  required,
  start,
  unverified,
} from '../../../helpers/session-play.ts';
import { bodyOf, deliver } from './delivered.ts';
import { record, taskOf } from './stage.ts';

const about = { session: 'S', at: '2026-11-21T09:30:15.000Z' };
const waiting = play(required, start());
const doubtful = play(required, start(), approve, report(1, asking));
const running = openOf(play(required, start(), approve));
const plain = { record: record('All is well.'), task: taskOf('Make it work.') };
const ended = (outcome: Outcome): Notice => ({ type: 'attempt-ended', epoch: 1, task: 1, outcome, ...about });
const opened = (story: typeof waiting): Notice => ({ type: 'gate-opened', gate: gateOf(story), ...about });

const changes = {
  files: [
    { path: 'src/a.ts', change: 'modified', added: 40, removed: 12 },
    { path: 'left.tmp', change: 'added', added: 3, removed: 0 },
  ],
  ...{ total: 2, added: 43, removed: 12 },
} as const;
const evidence: Evidence = {
  ...{ task: 1, epoch: 1, changes, unexpected: ['left.tmp'] },
  verifications: [
    {
      command: 'npm test',
      passed: true,
      exitCode: 0,
      durationMs: 12_000,
      lastLines: [],
      log: 'verify-1.log',
    },
    {
      ...{ command: 'npm run lint', passed: false, exitCode: 2, durationMs: 800, log: 'verify-2.log' },
      lastLines: ['src/a.ts', '  1:1  error  <no>'],
    },
  ],
  sincePrevious: { files: [], total: 1, added: 2, removed: 1 },
};

describe('the evidence of an attempt', () => {
  it('is told with how it ended', async () => {
    const told = { ...record('All is well.'), refusedTools: [{ name: 'Bash', detail: 'rm -rf /' }] };
    const body = bodyOf(await deliver(ended(unverified), running, { ...plain, record: told, evidence }));
    expect(body.message).toMatchSnapshot();
    expect(body.html).toContain('<pre>src/a.ts\n  1:1  error  &lt;no&gt;</pre>');
    expect(body.message).not.toContain('1 failed');
    expect(body.buttons.map(({ data }) => data)).toEqual(['diff:S']);
  });

  it('is told with what was denied', async () => {
    const told = { ...record('All is well.'), notAllowed: [{ name: 'Bash', detail: 'curl x' }] };
    const waited = { ...unverified, durationMs: 257_000, waitedMs: 245_000 };
    const { message } = bodyOf(await deliver(ended(waited), running, { ...plain, record: told, evidence }));
    expect(message).toContain('Not allowed: 1 call (Bash)');
    expect(message).toContain('0:12 (4:05 waiting for you)');
  });

  it('is told in short at the gate that follows, and with a reminder of it', async () => {
    const { message } = bodyOf(await deliver(opened(doubtful), openOf(doubtful), { ...plain, evidence }));
    expect(message).toContain(
      'Task 1/3: 2 files, +43 −12\n✓ npm test (12 s)\n✗ npm run lint: exit code 2 (under 1 s)\n' +
        '⚠️ New files that no Edit or Write names: left.tmp\n',
    );
    const reminder: Notice = { type: 'gate-reminder', gate: gateOf(doubtful), ...about };
    expect(bodyOf(await deliver(reminder, openOf(doubtful), { evidence })).message).toContain(
      '2 files, +43 −12',
    );
  });

  it('that could not be gathered is told to be missing', async () => {
    const trouble = 'What it changed could not be found out: git is gone.';
    const none = { ...evidence, changes: undefined, verifications: [], unexpected: [], trouble };
    const body = bodyOf(await deliver(ended(completed), running, { ...plain, evidence: none }));
    expect(body.message).toContain(`Files: src/a.ts and src/b.ts\nCompared with the attempt before: 1 file`);
    expect(body.message).toContain(`⚠️ ${trouble}`);
  });

  it('names the commands that will verify it before that is approved', async () => {
    const task = { ...taskOf('Do it.'), verify: ['npm test', 'npm run lint'] };
    const { message } = bodyOf(await deliver(opened(waiting), openOf(waiting), { task }));
    expect(message).toContain('Verified afterwards with:\n- npm test\n- npm run lint\n');
  });
});
