import type { Notice } from '../core/session/index.ts';
import type { Announcement, Decisions } from './decisions.ts';
import type { Mailbox } from './mailbox.ts';
import type { Clock } from './ports/clock.ts';
import type { ChannelEntry } from './project-state.ts';

export interface RefusalDeps {
  /** The names of all of them. */
  readonly channels: readonly string[];
  readonly clock: Clock;
  readonly mailbox: Mailbox;
  readonly decisions: Pick<Decisions, 'state' | 'announce'>;
}

/** That a channel refuses is told by the other ones; resolves once that is stored. */
export async function announceRefusal(
  { channels, clock, mailbox, decisions }: RefusalDeps,
  { channel, key, effect }: ChannelEntry,
  reason: string,
): Promise<void> {
  const others = channels.filter((name) => name !== channel);
  if (others.length === 0) return;
  const to: Announcement = { channels: others, key: `${key}/refused` };
  await mailbox.post(() => {
    const { session } = decisions.state();
    const about = session.state === 'open' ? session.id : effect.notice.session;
    const notice: Notice = { type: 'channel-refused', session: about, at: clock.now(), channel, reason };
    return decisions.announce(notice, to);
  });
}
