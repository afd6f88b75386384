import { describe, expect, it } from '@jest/globals';
import { createDestinations } from '../../src/app/destinations.ts';
import type { Destination } from '../../src/app/outbox.ts';
import { freshState, type OutboxEntry, type ProjectState } from '../../src/app/project-state.ts';
import type { ClosedSession, Notice } from '../../src/core/session/index.ts';
import { createFakeArchive, createFakeFolders, createFakeLog } from '../helpers/app-fakes.ts';
import { auto, listed, openOf, play, report, start } from '../helpers/session-play.ts';

const notice: Notice = {
  type: 'session-closed',
  how: 'completed',
  session: 'S',
  at: '2026-11-21T10:00:00.000Z',
};
const toTelegram: OutboxEntry = { key: '1', channel: 'telegram', effect: { type: 'notify', notice } };

const ended = (): ClosedSession => {
  const { session } = play(auto, start([listed(1)]), report(1));
  if (session.state !== 'closed') throw new Error(session.state);
  return session;
};
const toArchive = (session: ClosedSession): OutboxEntry => ({
  key: '0',
  effect: { type: 'archive', session },
});

function bench(state: ProjectState, failing = false) {
  const [folders, log, delivered] = [createFakeFolders(), createFakeLog(), [] as unknown[][]];
  const destinations = createDestinations({
    channels: [
      {
        name: 'telegram',
        async deliver(...told) {
          if (failing) throw new Error('offline');
          delivered.push(told);
        },
      },
    ],
    archive: createFakeArchive(folders),
    log,
    current: () => state,
  });
  const named = (name: string): Destination => {
    const found = destinations.find((destination) => destination.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return { folders, log, delivered, archive: named('archive'), telegram: named('telegram') };
}

describe('a notice', () => {
  it('comes with its session as it is now', async () => {
    const session = openOf(play(auto, start()));
    const { telegram, delivered } = bench({ ...freshState, session });
    await telegram.perform(toTelegram);
    expect(delivered).toEqual([[notice, session, '1']]);
  });

  it('comes with a finished session that waits for its archiving, when another one has begun', async () => {
    const session = { ...openOf(play(auto, start())), id: 'T' };
    const old = ended();
    const outbox = [toTelegram, toArchive({ ...old, id: 'R' }), toArchive(old)];
    const { telegram, delivered } = bench({ ...freshState, session, outbox });
    await telegram.perform(toTelegram);
    expect(delivered).toEqual([[notice, old, '1']]);
  });

  it('comes with an archived session', async () => {
    const { telegram, delivered, folders } = bench(freshState);
    folders.closed.set('S', ended());
    await telegram.perform(toTelegram);
    expect(delivered).toEqual([[notice, ended(), '1']]);
  });

  it('about a session that nobody knows any more is left out, and said in the log', async () => {
    const { telegram, delivered, log } = bench(freshState);
    await telegram.perform(toTelegram);
    expect(delivered).toEqual([]);
    expect(log.said).toEqual(['error a notice is about a session that is not archived']);
  });

  it('that cannot be delivered is to be tried again', async () => {
    const { telegram } = bench({ ...freshState, session: ended() }, true);
    await expect(telegram.perform(toTelegram)).rejects.toThrow('offline');
  });
});

describe('the archive', () => {
  it('gets finished sessions and nothing else, the channels only notices', async () => {
    const { archive, telegram, folders, delivered } = bench({ ...freshState, session: ended() });
    for (const entry of [toTelegram, toArchive(ended())]) await archive.perform(entry);
    expect([...folders.closed.values()]).toEqual([ended()]);
    await telegram.perform(toArchive(ended()));
    expect(delivered).toEqual([]);
  });
});
