import type { ClosedSession, OpenSession } from '../core/session/index.ts';
import type { Destination } from './outbox.ts';
import type { SessionArchive } from './ports/archive.ts';
import type { Channel } from './ports/channel.ts';
import type { Log } from './ports/log.ts';
import type { OutboxEntry, ProjectState } from './project-state.ts';

export interface DestinationsDeps {
  readonly channels: readonly Channel[];
  readonly archive: SessionArchive;
  readonly log: Log;
  readonly current: () => ProjectState;
  /** What is to be done about a session that is over, before it is put away; repeated until it succeeds. */
  readonly beforeArchive?: (() => Promise<void>) | undefined;
}

/** Where outbox entries go: each channel, and the archive of finished sessions. */
export function createDestinations(deps: DestinationsDeps): readonly Destination[] {
  const { channels, archive, log } = deps;

  async function sessionOf(id: string): Promise<OpenSession | ClosedSession | undefined> {
    const { session, outbox } = deps.current();
    if (session.state !== 'idle' && session.id === id) return session;
    const waiting = outbox.find((entry) => !('channel' in entry) && entry.effect.session.id === id);
    if (waiting && !('channel' in waiting)) return waiting.effect.session;
    return archive.read(id);
  }

  const toArchive: Destination = {
    name: 'archive',
    async perform(entry: OutboxEntry) {
      if ('channel' in entry) return;
      const { session } = entry.effect;
      await deps.beforeArchive?.();
      const { session: present } = deps.current();
      // (It may have learned more meanwhile.)
      await archive.write(present.state === 'closed' && present.id === session.id ? present : session);
    },
  };

  const toChannel = (channel: Channel): Destination => ({
    name: channel.name,
    async perform(entry: OutboxEntry) {
      if (!('channel' in entry)) return;
      const { notice } = entry.effect;
      const session = await sessionOf(notice.session);
      if (session) await channel.deliver(notice, session, entry.key);
      else log.error('a notice is about a session that is not archived', { session: notice.session });
    },
  });

  return [toArchive, ...channels.map(toChannel)];
}
