import { describe, expect, it } from '@jest/globals';
import { createFakeStore } from '../helpers/app-fakes.ts';
import { completed } from '../helpers/session-play.ts';
import { askIn, askingOn, askingStage, asks, gatesIn, pass, wants, WAIT_MS } from './asking.ts';
import { createStage, deferred, now, quiet, type Stage } from './stage.ts';

const ALLOW = { decision: 'allow' };
const allow = { type: 'allow' } as const;

/** A process that ends, and the next one. */
async function restarted({ disk, service }: Stage): Promise<Stage> {
  await service.close();
  return askingOn({ disk });
}

describe('a line that breaks', () => {
  it('leaves the call where it is, and the same asking takes it up', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    asked.leave();
    await asked.reply;
    const { id } = askIn(stage);
    const again = wants(stage);
    expect(await again.now()).toBe('waits');
    expect([gatesIn(stage).length, askIn(stage).id]).toEqual([1, id]);
    await stage.ask(allow);
    expect(await again.now()).toEqual(ALLOW);
  });

  it.each([
    ['the same asking', 'hook-1'],
    ['another one', 'hook-2'],
  ])('while it is answered leaves the answer to %s', async (_, name) => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    asked.leave();
    await asked.reply;
    await stage.ask(allow);
    expect(await wants(stage, { name }).now()).toEqual(ALLOW);
  });

  it('with the answer has it again for the same asking, and for no other', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    await stage.ask(allow);
    await asked.reply;
    expect(await wants(stage).now()).toEqual(ALLOW);
    expect(await wants(stage, { name: 'hook-2' }).now()).toMatchObject({ decision: 'deny' });
    expect(await wants(await restarted(stage)).now()).toEqual(ALLOW);
  });

  it('and is there twice for a moment is one asking', async () => {
    const stage = await askingStage();
    const [old, young] = [wants(stage), wants(stage)];
    expect([await old.now(), await young.now()]).toEqual(['waits', 'waits']);
    expect(gatesIn(stage)).toHaveLength(1);
    await stage.ask(allow);
    expect([await old.now(), await young.now()]).toEqual([ALLOW, ALLOW]);
  });

  it('before anything was asked changes nothing', async () => {
    const stage = await askingStage();
    const gone = new AbortController();
    gone.abort();
    const asking = { session: '20261121-093015', epoch: 1, name: 'n', id: 't', tool: 'Bash', input: {} };
    const asked = { ...asking, cwd: '/project', subagent: false };
    expect(await stage.service.askDesk.ask(asked, gone.signal)).toEqual({ decision: 'defer' });
    expect(gatesIn(stage)).toEqual([]);
  });
});

describe('a service that comes back', () => {
  it('takes a call up that waits, for as long as it has left', async () => {
    const stage = await askingStage();
    await wants(stage).now();
    const { id } = askIn(stage);
    await pass(stage.disk, WAIT_MS - 1_000);
    const next = await restarted(stage);
    const asked = wants(next);
    expect(await asked.now()).toBe('waits');
    expect(askIn(next).id).toBe(id);
    await pass(next.disk, 1_000);
    expect(await asked.now()).toEqual({ decision: 'defer' });
  });

  it('knows what was allowed for the task', async () => {
    const stage = await askingStage();
    await wants(stage).now();
    await stage.ask({ type: 'allow', forTask: true });
    expect(await wants(await restarted(stage), { id: 'toolu_2' }).now()).toEqual(ALLOW);
  });

  it('answers nothing before it knows the state', async () => {
    const stage = await askingStage();
    await wants(stage).now();
    await stage.ask(allow);
    await stage.service.close();
    const next = createStage({ disk: stage.disk, script: { 1: [{}] }, deps: () => asks() });
    const asked = wants(next);
    expect(await asked.now()).toBe('waits');
    await next.service.recover();
    expect(await asked.now()).toEqual(ALLOW);
  });

  it('lets calls go that nobody asks about any more, when the attempt has ended meanwhile', async () => {
    const stage = await askingStage();
    await wants(stage).now();
    await stage.service.close();
    stage.runner.end(1, completed);
    const next = await askingOn({ disk: stage.disk });
    expect(now(next.service.read())).toBe('gate start 2');
    expect(await wants(next).now()).toMatchObject({ decision: 'deny' });
  });
});

describe('a service that ends', () => {
  it('answers nothing any more, and holds the line until it breaks', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    await stage.service.close();
    const late = wants(stage, { id: 'toolu_2' });
    await pass(stage.disk, 2 * WAIT_MS);
    expect([await asked.now(), await late.now()]).toEqual(['waits', 'waits']);
    expect(stage.disk.kept.loaded.state.session).toBe(stage.service.read());
    asked.leave();
    late.leave();
    expect([await asked.reply, await late.reply]).toEqual([{ decision: 'defer' }, { decision: 'defer' }]);
  });

  it('stores nothing of a call that was just being kept', async () => {
    const keeping = deferred();
    const stage = await askingStage({
      deps: ({ callBook }) => ({
        callBook: { ...callBook, keep: () => keeping.promise.then(() => Promise.reject(new Error('gone'))) },
      }),
    });
    const asked = wants(stage);
    await asked.now();
    await stage.service.close();
    keeping.resolve();
    expect(await asked.now()).toBe('waits');
    expect(stage.log.said.filter((line) => line.startsWith('error'))).toEqual([]);
    asked.leave();
    await asked.reply;
  });

  it('lets the rules go on deciding while it waits for the attempt to end', async () => {
    const stage = await askingStage({}, { allow: ['Bash(npm test:*)'] });
    const closed = stage.service.close({ attempt: 'wait' });
    await quiet();
    expect(await wants(stage, { input: { command: 'npm test' } }).now()).toEqual(ALLOW);
    stage.runner.end(1, completed);
    await closed;
  });

  it('denies what an attempt asks that it ends', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    await stage.service.close({ attempt: 'stop' });
    expect(await asked.now()).toMatchObject({ decision: 'deny' });
  });
});

describe('where nothing can be stored', () => {
  it('a call is put off, and is asked about once that is possible', async () => {
    const stage = await askingStage();
    stage.store.failing = 1;
    expect(await wants(stage).now()).toEqual({ decision: 'defer' });
    expect(gatesIn(stage)).toEqual([]);
    expect(stage.log.said.at(-1)).toBe('error a call of an attempt could not be decided');
    expect(await wants(stage).now()).toBe('waits');
  });

  it('one that others follow is refused', async () => {
    const stage = await askingStage();
    stage.store.failing = 1;
    expect(await wants(stage, { isLast: false }).now()).toMatchObject({ decision: 'deny' });
  });

  it('what was allowed is not begun', async () => {
    const stage = await askingStage();
    const asked = wants(stage);
    await asked.now();
    const kept = createFakeStore(stage.disk.kept);
    let saves = 0;
    stage.store.save = async (state) => {
      saves += 1;
      // The answer is stored, that it is taken along is not.
      if (saves === 2) throw new Error('ENOSPC: no space left on device, write');
      await kept.save(state);
    };
    await stage.ask(allow);
    expect(await asked.now()).toEqual({ decision: 'defer' });
    expect(await wants(stage, { name: 'hook-2' }).now()).toEqual(ALLOW);
  });

  it('what cannot wait any longer is refused all the same', async () => {
    const stage = await askingStage();
    const asked = wants(stage, { isLast: false });
    await asked.now();
    stage.store.failing = 1;
    await pass(stage.disk, WAIT_MS);
    expect(await asked.now()).toMatchObject({ decision: 'deny', reason: expect.stringContaining('alone') });
    expect(gatesIn(stage)).toHaveLength(1);
  });
});
