import { dirname } from 'node:path';
import { checkFolder } from '../adapters/storage/check-folder.ts';
import { since } from '../app/local-time.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { SessionService } from '../app/session-service.ts';
import type { ServedChannel } from './served-channel.ts';
import { VERSION } from './version.ts';

export interface HealthDeps {
  readonly stateFile: string;
  readonly clock: Clock;
  readonly service: () => Pick<SessionService, 'untold'>;
  readonly channels: () => readonly ServedChannel[];
}

const SECOND_MS = 1_000;
/** Below this a decision can hardly be stored any more. */
const FEWEST_BYTES = 5_000_000;

/** Whether the service can do its job: decisions can be stored, and every channel works. */
export function createHealth(
  deps: HealthDeps,
): () => Promise<{ readonly ok: boolean; readonly report: object }> {
  const startedAt = deps.clock.now();
  return async () => {
    const folder = await checkFolder(dirname(deps.stateFile));
    const channels = deps.channels().map((channel) => channel.health());
    const { depth, oldestAt } = deps.service().untold();
    const now = deps.clock.now();
    const seconds = (from = now): number => Math.round(since(from, now) / SECOND_MS);
    const canStore = folder.ok && folder.freeBytes >= FEWEST_BYTES;
    const ok = canStore && channels.every((channel) => channel.ok);
    return {
      ok,
      report: {
        status: ok ? 'ok' : 'failing',
        version: VERSION,
        uptime: seconds(startedAt),
        state: { ok: canStore, free_bytes: folder.ok ? folder.freeBytes : null },
        outbox: { depth, age_seconds: seconds(oldestAt) },
        channels: Object.fromEntries(channels.map(({ name, report }) => [name, report])),
      },
    };
  };
}
