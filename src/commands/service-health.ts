import { dirname } from 'node:path';
import { checkFolder } from '../adapters/storage/check-folder.ts';
import { since } from '../app/local-time.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { SessionService } from '../app/session-service.ts';
import type { ServedChannel } from './served-channel.ts';
import { VERSION } from './version.ts';

export interface HealthDeps {
  readonly paths: { readonly stateFile: string; readonly logsDir: string };
  readonly clock: Clock;
  readonly service: () => Pick<SessionService, 'untold'>;
  readonly channels: () => readonly ServedChannel[];
  /** With less space a decision can hardly be stored any more. */
  readonly fewestBytes?: number;
}

export interface Health {
  readonly ok: boolean;
  readonly report: object;
}

const SECOND_MS = 1_000;
const FEWEST_BYTES = 5_000_000;
/** Longer than the longest wait between two tries to deliver. */
const LONGEST_UNTOLD_S = 900;

/** Whether the service can do its job: decisions and logs can be stored, people are told, and every channel works. */
export function createHealth({
  paths,
  clock,
  service,
  channels,
  fewestBytes = FEWEST_BYTES,
}: HealthDeps): () => Promise<Health> {
  const startedAt = clock.now();
  const seconds = (from: string): number => Math.round(since(from, clock.now()) / SECOND_MS);

  async function folder(path: string): Promise<{ readonly ok: boolean; readonly free_bytes: number | null }> {
    const check = await checkFolder(path);
    return check.ok
      ? { ok: check.freeBytes >= fewestBytes, free_bytes: check.freeBytes }
      : { ok: false, free_bytes: null };
  }

  function outbox() {
    const { depth, oldestAt } = service().untold();
    const age = oldestAt === undefined ? 0 : seconds(oldestAt);
    return { ok: age <= LONGEST_UNTOLD_S, depth, age_seconds: age };
  }

  async function look(): Promise<Health> {
    const served = channels().map((channel) => channel.health());
    const parts = {
      state: await folder(dirname(paths.stateFile)),
      logs: await folder(paths.logsDir),
      outbox: outbox(),
    };
    const ok = [...Object.values(parts), ...served].every((part) => part.ok);
    return {
      ok,
      report: {
        ...{ status: ok ? 'ok' : 'failing', version: VERSION, uptime: seconds(startedAt) },
        ...parts,
        channels: Object.fromEntries(served.map(({ name, report }) => [name, report])),
      },
    };
  }

  // Whoever reaches the port may ask, and each look writes to the disk.
  let looking: Promise<Health> | undefined;
  return () => (looking ??= look().finally(() => (looking = undefined)));
}
