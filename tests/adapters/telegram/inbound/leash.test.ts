import { describe, expect, it } from '@jest/globals';
import { until } from '../../../helpers/until.ts';
import { createWorkStages } from '../work-stage.ts';

const { openWork } = createWorkStages();

describe('a leash', () => {
  it('is given by a button, stands on the cards, and is taken in', async () => {
    const work = await openWork();
    await work.started();
    expect((await work.ann.taps('All').answered).text).toBe('✅ Approved');
    await work.ann.sees(/^⚙️ Task 1[^]*\nleash: the rest of the list/);
    expect((await work.ann.taps('Take the leash in').answered).text).toBe(
      '✅ Nothing more starts without asking',
    );
    expect((await work.ann.taps('Take the leash in').answered).text).toMatch(/^No leash is in force/);
    await until(() => work.runner.started.length === 1);
    work.works(1);
    await work.ann.sees(/^⏸️ Task 2\/3/);
  });

  it('is given and taken in by words', async () => {
    const work = await openWork();
    await work.started();
    work.ann.says('/approve 2 until 18:00 while < $2');
    await work.ann.sees(/^⚙️ Task 1[^]*\nleash: 1 more, until 18:00, \$2\.00 left/);
    work.ann.says('/leash off');
    await work.ann.sees(/^✅ Nothing more starts without asking/);
    work.ann.says('/status');
    expect((await work.ann.sees(/^📊/)).text).not.toContain('leash');
  });

  it('of a session that is over is not taken in', async () => {
    const work = await openWork();
    const card = await work.started();
    expect((await work.ann.tapsData(card, '1:unleash:20261120-093015').answered).text).toMatch(
      /^That belongs to another session/,
    );
  });
});
