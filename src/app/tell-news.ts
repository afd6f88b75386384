import type { AttemptNews, ProjectNews } from '../core/session/index.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';

export interface TellNewsDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Rejects, with nothing changed, when it cannot be stored. */
  readonly commit: (news: AttemptNews | ProjectNews, request: string) => Promise<unknown>;
  /** Aborted when what is not stored by then is left to the next start. */
  readonly closing: AbortSignal;
}

export type TellNews = (news: AttemptNews | ProjectNews) => Promise<void>;

const STORE_AGAIN_MS = 2_000;

/** What happened must not get lost: it is stored as soon as storing works again. */
export function createTellNews({ clock, ids, log, commit, closing }: TellNewsDeps): TellNews {
  return async (news) => {
    const about = 'epoch' in news ? news.epoch : ids.uuid();
    const request = `${news.session}/${about}/${news.type}`;
    for (let failures = 0; !closing.aborted; failures += 1) {
      try {
        await commit(news, request);
        return;
      } catch (error) {
        if (failures === 0) log.error('what happened could not be stored yet', { request, error });
        await clock.wait(STORE_AGAIN_MS, closing);
      }
    }
  };
}
