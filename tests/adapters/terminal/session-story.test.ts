import { describe, expect, it } from '@jest/globals';
import { auto } from '../../helpers/session-play.ts';
import { expectGolden } from './golden.ts';
import { createStage } from './stage.ts';
import { done, failure, limit, question } from './today.ts';

describe('a whole session, as it reads', () => {
  it('goes from the list to the closing table', async () => {
    const stage = createStage({
      script: { 1: [done], 2: [failure, done], 3: [done] },
      lines: [
        'help',
        'details',
        'approve',
        'aprove',
        'approve',
        'approve',
        '/retry use the other table',
        'status',
      ],
    });
    expect(await stage.run()).toBe(0);
    await expectGolden('whole-session', stage.text());
  });

  it('answers a question, skips, waits at a limit and is stopped', async () => {
    const stage = createStage({
      script: { 1: [question, done], 2: [limit] },
      lines: ['a', 'r keep it', 'approve all', 'approve', 'logs 2', 'k', 'stop'],
      rules: { mode: 'manual', checkpointAfter: [], autoApprove: [] },
    });
    expect(await stage.run()).toBe(1);
    await expectGolden('question-limit-stop', stage.text());
  });

  it('approves by itself with --yes and ends at the first failure', async () => {
    const stage = createStage({ script: { 1: [done], 2: [failure] }, lines: [] });
    expect(await stage.run({ yes: true })).toBe(1);
    await expectGolden('yes-failure', stage.text());
  });

  it('pauses and resumes at the prompt, and goes back to a task at the end', async () => {
    const stage = createStage({
      script: { 1: [done], 2: [done], 3: [done] },
      rules: { ...auto, checkpointAfter: ['documentation'] },
      lines: ['p', 'what', 'resume', 'skip', 'retry more examples', 'approve 2', 'approve'],
    });
    expect(await stage.run()).toBe(0);
    await expectGolden('pause-and-closing-gate', stage.text());
  });

  it('lists every fault of a file', async () => {
    const stage = createStage({ lines: [] });
    expect(await stage.run({ file: 'tasks/faulty.md' })).toBe(2);
    await expectGolden('faults', stage.text());
  });

  it('leaves the session open when the input ends at a gate', async () => {
    const stage = createStage({ lines: [] });
    expect(await stage.run()).toBe(130);
    await expectGolden('end-of-input', stage.text());
  });
});
