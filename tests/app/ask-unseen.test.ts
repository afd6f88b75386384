import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../src/core/attempt/index.ts';
import { completed } from '../helpers/session-play.ts';
import { askIn, askingStage, deferredIn, keptOn, pass, wanted, wants, WAIT_MS } from './asking.ts';
import { now, quiet } from './stage.ts';

const allow = { type: 'allow' } as const;

describe('a call that ended an attempt while Greenlight was away', () => {
  const leaves = { deferred: wanted };
  const scripted = (outcome: Outcome, more: object = leaves) => ({
    script: { 1: [{ outcome, leaves: more }, { outcome: completed }] },
  });

  it('is judged and kept, so that it can be shown and allowed', async () => {
    const stage = await askingStage(scripted(deferredIn()));
    const { call } = askIn(stage);
    expect(call).toMatchObject({ detail: 'npm install left-pad', cover: expect.any(String) });
    expect(call.why).not.toContain('Greenlight was not there');
    expect(keptOn(stage.disk, 'toolu_1')).toMatchObject({ digest: call.digest, shown: { kind: 'command' } });
    expect(await stage.ask(allow)).toMatchObject({ ok: true, view: { epoch: 2 } });
  });

  it('is left as it is where it was asked about before', async () => {
    const stage = await askingStage({ script: { 1: [{ leaves }] } });
    const asked = wants(stage);
    await asked.now();
    stage.disk.calls.clear();
    await pass(stage.disk, WAIT_MS);
    stage.runner.end(1, deferredIn());
    await quiet();
    expect([now(stage.service.read()), stage.disk.calls.size]).toEqual(['gate ask 1', 0]);
  });

  it('that a rule allows is asked about because nobody was there', async () => {
    const stage = await askingStage(scripted(deferredIn()), { allow: ['Bash(npm install:*)'] });
    expect(askIn(stage).call.why).toBe('Greenlight was not there to answer.');
  });

  it('that a rule denies is not run, whoever allows it', async () => {
    const rules = { deny: ['Bash(npm install:*)'] };
    const stage = await askingStage({ script: { 1: [{ outcome: deferredIn(), leaves }, {}] } }, rules);
    expect(askIn(stage).call.why).toContain('npm install');
    await stage.ask(allow);
    expect(await wants(stage, { epoch: 2 }).now()).toMatchObject({ decision: 'deny' });
    expect(stage.disk.audit.map((entry) => entry.command)).not.toContain('use');
  });

  it.each([
    ['is not known', {}],
    ['is another', { deferred: { ...wanted, input: { command: 'ls' } } }],
  ])('and whose input %s is asked about, and cannot be shown', async (_, more) => {
    const stage = await askingStage(scripted(deferredIn(), more));
    expect(askIn(stage).call).toMatchObject({ detail: 'a command' });
    expect(stage.disk.calls.size).toBe(0);
  });

  it('is asked about again when the attempt is concluded anew, because that could not be kept', async () => {
    let failing = 1;
    const stage = await askingStage({
      ...scripted(deferredIn()),
      deps: ({ callBook }) => ({
        callBook: {
          ...callBook,
          keep: async (...kept) => {
            failing -= 1;
            if (failing >= 0) throw new Error('ENOSPC: no space left on device, write');
            await callBook.keep(...kept);
          },
        },
      }),
    });
    expect(now(stage.service.read())).toBe('run 1');
    await pass(stage.disk, 2_000);
    expect(now(stage.service.read())).toBe('gate ask 1');
    expect(keptOn(stage.disk, 'toolu_1').digest).toBe(askIn(stage).call.digest);
  });
});
