import { seenMessage, transcriptOf, type SeenMessage } from './chat-view.ts';
import type { Room, Rooms } from './rooms.ts';

/** A pattern looks at the bot's messages only; a function at everybody's. */
export type Match = RegExp | ((message: SeenMessage) => boolean);

export interface SeesOptions {
  /** Only messages after this message_id. */
  readonly after?: number;
  /** Only messages that are new or edited since this revision. */
  readonly since?: number;
}

export interface Sight {
  /** The first message of the chat that matches, now or as soon as one does. */
  readonly sees: (room: Room, match: Match, options?: SeesOptions) => Promise<SeenMessage>;
  readonly close: () => void;
}

export function createSight(rooms: Rooms, limitMs: number): Sight {
  const ends = new Set<() => void>();
  return {
    sees: (room, match, options = {}) => {
      const found = firstMatch(room, match, options);
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          stop();
          ends.delete(end);
        };
        const stop = rooms.onChange(() => {
          const seen = firstMatch(room, match, options);
          if (seen === undefined) return;
          end();
          resolve(seen);
        });
        const timer = setTimeout(() => {
          end();
          reject(new Error(`Nothing like ${match.toString()} was seen in:\n${transcriptOf(room)}`));
        }, limitMs).unref();
        ends.add(end);
      });
    },
    close: () => ends.forEach((end) => end()),
  };
}

function firstMatch(
  room: Room,
  match: Match,
  { after = 0, since = 0 }: SeesOptions,
): SeenMessage | undefined {
  return room.posts
    .map(seenMessage)
    .filter(({ message_id, revision }) => message_id > after && revision > since)
    .find((message) =>
      match instanceof RegExp ? message.from === 'bot' && matches(match, message.text) : match(message),
    );
}

/** Without the memory that a pattern with the flag g or y keeps. */
export function matches(pattern: RegExp, text: string): boolean {
  return text.search(pattern) !== -1;
}
