import { describe, expect, it } from '@jest/globals';
import { viewOf } from '../../src/app/session-view.ts';
import { askIn, askingStage, asks, pass, wants } from './asking.ts';

const HOUR = 3_600_000;

describe('a call that waits in a running attempt', () => {
  it('is what the session waits for', async () => {
    const stage = await askingStage();
    await wants(stage).now();
    expect(viewOf(stage.service.read())).toMatchObject({
      ...{ status: 'waiting_approval', epoch: 1, gate: { id: askIn(stage).id, kind: 'ask', task: 1 } },
    });
  });

  it('is reminded of, until it is answered', async () => {
    const { permissions } = asks();
    const stage = await askingStage({
      deps: () => ({
        permissions: { ...permissions, askWaitMs: 24 * HOUR },
        reminders: { firstMs: HOUR },
      }),
    });
    await wants(stage).now();
    const { id } = askIn(stage);
    const reminded = () => stage.disk.told.filter(({ type }) => type === 'gate-reminder');
    await pass(stage.disk, HOUR + 60_000);
    expect(reminded()).toMatchObject([{ gate: { id, live: true } }]);
    await stage.ask({ type: 'allow' });
    await pass(stage.disk, 5 * HOUR);
    expect(reminded()).toHaveLength(1);
  });
});
