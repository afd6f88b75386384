import { describe, expect, it } from '@jest/globals';
import { until } from '../../../helpers/until.ts';
import { createChatStages, createFakeMemory } from '../stage.ts';
import { emptyDisk } from '../../../app/stage.ts';

const { openChat, openBots } = createChatStages();
const runsOn = { 1: [{}], 2: [{}], 3: [{}] };

describe('what cannot be stored', () => {
  it.each(['tap', 'text'])('is told once and done once when storing works: a %s', async (how) => {
    const stage = await openChat({ script: runsOn });
    const { ann, bots, store, disk, now, end } = stage;
    await stage.started();
    ann.says('/status');
    await ann.sees(/^📊/);
    store.failing = 3;
    ann.says('/logs');
    if (how === 'tap') ann.taps('Begin');
    else ann.says('/approve');
    ann.says('/pause');
    await ann.sees(/^❌ That could not be saved yet\. It is tried again by itself/);
    expect(bots.updatesPending()).toBeGreaterThanOrEqual(2);
    expect(now()).toBe('gate start 1');
    await until(() => (disk.clock.advance(2_000), now() === 'paused run 1'));
    await until(() => bots.updatesPending() === 0);
    await end();
    expect(disk.starts).toHaveLength(1);
    expect(stage.texts().filter((text) => text.startsWith('❌'))).toHaveLength(1);
    // What came before it in the same batch is not answered again.
    expect(stage.texts().filter((text) => text.startsWith('📜'))).toHaveLength(1);
    expect(stage.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('is told again when it happens again', async () => {
    const stage = await openChat({ script: runsOn });
    const { ann, store, disk, now } = stage;
    await stage.started();
    for (const [text, after] of [
      ['/pause', 'paused gate start 1'],
      ['/resume', 'gate start 1'],
    ] as const) {
      const since = stage.bots.revision();
      store.failing = 1;
      ann.says(text);
      await ann.sees(/^❌ That could not be saved yet/, { since });
      await until(() => (disk.clock.advance(2_000), now() === after));
    }
  });

  it('is not confirmed by a stop, and done by the next process', async () => {
    const stage = await openChat({ script: runsOn });
    const { ann, bots, store, disk, memory } = stage;
    await stage.started();
    store.failing = 1;
    ann.taps('Begin');
    await ann.sees(/^❌ That could not be saved yet/);
    store.failing = 0;
    await stage.end();
    expect(stage.now()).toBe('gate start 1');
    expect(bots.updatesPending()).toBe(1);
    const next = await openChat({ bots, disk, memory, script: runsOn });
    await until(() => next.now() === 'run 1');
    expect(disk.starts).toHaveLength(1);
  });
});

describe('what cannot be dealt with for another reason', () => {
  it('is told, and does not hold up what comes after it', async () => {
    const stage = await openChat({
      deps: ({ taskFiles }) => ({
        taskFiles: {
          read: (file) => taskFiles.read(file),
          stamp: (file) => taskFiles.stamp(file),
          list: async () => {
            throw new Error('EACCES: permission denied, scandir');
          },
        },
      }),
    });
    stage.ann.says('/start');
    await stage.ann.sees(/^❌ That failed, and nothing was changed; the log says why\.$/);
    await stage.started();
    expect(stage.logged.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'an update could not be dealt with',
    ]);
  });
});

describe('an end without a goodbye', () => {
  it('loses nothing and does nothing twice', async () => {
    const bots = await openBots();
    const disk = emptyDisk();
    const memory = createFakeMemory();
    let left = false;
    const first = await openChat({
      ...{ bots, disk, memory, script: runsOn },
      // The process is gone right after the decision was stored.
      wrap: (service) => ({
        ...service,
        async request(request) {
          if (left) return new Promise(() => undefined);
          left = request.command.type === 'approve';
          const reply = await service.request(request);
          return left ? new Promise(() => undefined) : reply;
        },
      }),
    });
    const { ann } = first;
    await first.started();
    ann.taps('Begin');
    ann.says('/pause');
    await ann.sees(/^⚙️ Task 1/);
    expect(bots.updatesPending()).toBe(2);
    first.abandon();
    const second = await openChat({ bots, disk, memory, script: runsOn });
    await until(() => bots.updatesPending() === 0);
    expect(second.now()).toBe('paused run 1');
    expect(disk.starts).toHaveLength(1);
  });
});

describe('a long queue', () => {
  it('of junk and commands is dealt with in order, and the service answers', async () => {
    const bots = await openBots();
    const ann = bots.person({ id: 4_711, first_name: 'Ann' });
    const mallory = bots.person({ id: 99, first_name: 'Mallory' });
    ann.says('/start tasks/today.md');
    for (let n = 0; n < 250; n += 1) {
      mallory.says(`/approve ${n}`);
      mallory.tapsData(1, 'junk');
      ann.says(n % 2 === 0 ? '/pause' : '/resume');
      mallory.says('/stop confirm');
    }
    const stage = await openChat({ bots });
    await until(() => bots.updatesPending() === 0);
    ann.says('/status');
    await ann.sees(/^📊/);
    expect(stage.now()).toBe('gate start 1');
    const decided = stage.disk.audit.map(({ command }) => command);
    expect(decided).toEqual([
      'start',
      ...Array.from({ length: 250 }, (_, n) => (n % 2 === 0 ? 'pause' : 'resume')),
    ]);
    expect(stage.disk.audit.every(({ reply }) => reply === 'ok')).toBe(true);
  });
});
