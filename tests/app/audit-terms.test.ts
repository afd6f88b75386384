import { describe, expect, it } from '@jest/globals';
import type { OperatorRequest } from '../../src/app/session-service.ts';
import { limited } from '../helpers/session-play.ts';
import { asks, askingStage, wants } from './asking.ts';
import { openStage, start, type Stage } from './stage.ts';

const approve = { type: 'approve' } as const;
const zone = 'UTC';

const newest = ({ disk }: Stage, type: OperatorRequest['command']['type']) =>
  disk.audit.findLast(({ command }) => command === type);

describe('the audit log', () => {
  it.each<readonly [OperatorRequest['command'], object]>([
    [{ type: 'allow' }, { reply: 'ok', for: undefined, instead: undefined }],
    [
      { type: 'allow', forTask: true },
      { reply: 'ok', for: 'task' },
    ],
    [
      { type: 'allow', instead: 'curl -u s3cret localhost' },
      { reply: 'ok', instead: 'curl -u *** localhost' },
    ],
  ])('has what %j allowed, and no secret', async (command, entry) => {
    const redact = (text: string): string => text.replaceAll('s3cret', '***');
    const stage = await askingStage({ deps: () => ({ redact, ...asks() }) });
    const asked = wants(stage);
    expect(await asked.now()).toBe('waits');
    await stage.ask(command);
    expect(newest(stage, 'allow')).toMatchObject({ gate: expect.any(String), ...entry });
    expect(await asked.now()).toMatchObject({ decision: 'allow' });
  });

  it('has the instant of a time on the clock, and not that of one that was refused', async () => {
    const stage = await openStage({ script: { 1: [{ outcome: limited }] }, deps: () => ({ zone }) });
    await stage.ask({ type: 'wait', time: '18:00' });
    expect(newest(stage, 'wait')).not.toHaveProperty('until');
    await stage.ask(start);
    await stage.ask({ ...approve, count: 2, untilTime: '17:00', belowUsd: 1.5 });
    expect(newest(stage, 'approve')).toMatchObject({
      ...{ until: '2026-11-21T17:00:00.000Z', count: 2, usd: 1.5 },
    });
    await stage.ask({ type: 'wait', time: '18:00' });
    expect(newest(stage, 'wait')).toMatchObject({ reply: 'ok', until: '2026-11-21T18:00:00.000Z' });
  });
});
