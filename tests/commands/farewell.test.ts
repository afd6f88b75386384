import { describe, expect, it } from '@jest/globals';
import { farewell } from '../../src/commands/farewell.ts';
import type { AskGate } from '../../src/core/gate/index.ts';
import type { OpenSession } from '../../src/core/session/index.ts';
import { approve, openOf, play, required, start } from '../helpers/session-play.ts';

const TEN_MINUTES = 600_000;
const running = openOf(play(required, start(), approve));
const ask: AskGate = {
  ...{ id: 'g', openedAt: running.startedAt, digest: 'd', task: 1, epoch: 1, kind: 'ask', live: true },
  call: { id: 't', kind: 'permission', tool: 'Bash', digest: 'd', detail: 'npm ci', why: 'Because.' },
};

function asking(): OpenSession {
  if (running.phase.name !== 'running') throw new Error('nothing runs');
  return { ...running, phase: { ...running.phase, asks: [ask] } };
}

describe('what is said at the end of the service', () => {
  it('is one line for an attempt that asks nothing', () => {
    expect(farewell('leave', running, TEN_MINUTES)).toMatch(/^⏸️ .* is told at the next start\.$/);
  });

  it('says until when Claude waits for an answer, and who takes it', () => {
    const waits =
      'Claude waits for your answer: at most 10:00 (claude.ask_wait), then the attempt ends, and what it asks is kept.';
    expect(farewell('leave', asking(), TEN_MINUTES)).toContain(
      `\n   ${waits} It can be answered once the service runs again.`,
    );
    const waited = farewell('wait', asking(), TEN_MINUTES);
    expect(waited).toContain(`\n   ${waits} Until then nothing is received, so it cannot be answered.`);
  });

  it('does not speak of it where the attempt is ended', () => {
    expect(farewell('stop', asking(), TEN_MINUTES)).toBe('⏸️ The service ends attempt 1 and then itself.');
  });
});
