import { describe, expect, it } from '@jest/globals';
import { until } from '../../../helpers/until.ts';
import { offers } from '../stage.ts';
import { buttonsOf, createWorkStages, type Work } from '../work-stage.ts';

const { openWork } = createWorkStages();

describe('an edited list', () => {
  const listed = (titles: readonly string[]): string => JSON.stringify(titles);

  async function openEdited(): Promise<
    Work & { edit: (titles: readonly string[]) => void; spoil: () => void }
  > {
    const late = { titles: ['One', 'Two'], faulty: false };
    const work = await openWork({
      deps: ({ taskFiles }) => ({
        taskFiles: {
          ...taskFiles,
          stamp: async () => `${listed(late.titles)}${String(late.faulty)}`,
          read: async (file) =>
            late.faulty
              ? { ok: false, path: file, faults: [{ line: 3, column: 1, message: 'no such field' }] }
              : {
                  ok: true,
                  path: file,
                  file: {
                    tasks: late.titles.map((title, n) => ({
                      ...{ number: n + 1, title, type: 'backend', dependsOn: [], instruction: title },
                      ...{ acceptanceCriteria: [], verify: [] },
                    })),
                  },
                },
        },
      }),
    });
    return {
      ...work,
      edit(titles) {
        late.titles = [...titles];
        work.disk.clock.advance(3_000);
      },
      spoil: () => (late.faulty = true),
    };
  }

  it('is told, and taken over at the gate by a tap', async () => {
    const work = await openEdited();
    await work.started();
    work.edit(['One', 'Two more', 'Three']);
    const notice = await work.ann.sees(
      /^⚠️ tasks\/today\.md was edited\n- task 2 changed: Two more\n- task 3 is new: Three\n/,
    );
    expect(notice).toMatchObject({ silent: true, buttons: [['Take the edited list over']] });
    expect((await work.ann.taps('Take the edited list over').answered).text).toBe('📋 Taken over');
    await work.ann.sees(/^⏸️ Task 1\/3: One[^]*\nWhy: the edited task file was taken over/);
    await until(() => buttonsOf(work, notice.message_id)?.length === 0);
  });

  it('whose file has faults is not taken over, and they are listed', async () => {
    const work = await openEdited();
    await work.started();
    work.edit(['One', 'Two more']);
    await work.ann.sees(offers('Take the edited list over'));
    work.spoil();
    work.ann.says('/reload');
    await work.ann.sees(/^❌ Nothing was taken over: 1 fault in [^]*line 3: no such field\n.*\/reload again/);
    work.ann.taps('Take the edited list over');
    await work.ann.sees(/^❌ Nothing was taken over/);
    expect(work.now()).toBe('gate start 1');
  });

  it('while an attempt runs is taken over at the next gate', async () => {
    const work = await openEdited();
    await work.started();
    work.ann.taps('Begin');
    await until(() => work.runner.started.length === 1);
    work.edit(['One', 'Two more']);
    const notice = await work.ann.sees(/was edited[^]*\/reload at the next gate\.$/);
    expect(notice.buttons).toEqual([]);
    work.works(1);
    await work.ann.sees(offers('Take the edited list over'));
  });
});
