import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Untold } from '../../src/app/untold.ts';
import type { ChannelHealth, ServedChannel } from '../../src/commands/served-channel.ts';
import { createHealth, type HealthDeps } from '../../src/commands/service-health.ts';
import { openWebhook } from '../adapters/webhook/stage.ts';
import { useFolders } from '../config/folder-of.ts';
import { createFakeClock, type FakeClock } from '../helpers/app-fakes.ts';

const makeFolder = useFolders();

let folder = '';
let clock: FakeClock = createFakeClock();
beforeEach(async () => {
  folder = await makeFolder();
  clock = createFakeClock();
  await mkdir(join(folder, 'state'));
});

interface Told {
  readonly status: number;
  readonly body: unknown;
}

interface Service {
  untold: Untold;
  telegram: ChannelHealth;
}

const well: ChannelHealth = { name: 'telegram', ok: true, report: { ok: true, last_poll: 'just now' } };

/** A service of which the test says how it does, asked over HTTP. */
async function openHealth(more: Partial<HealthDeps> = {}) {
  const service: Service = { untold: { depth: 0 }, telegram: well };
  const telegram: Pick<ServedChannel, 'health'> = { health: () => service.telegram };
  const health = createHealth({
    paths: { stateFile: join(folder, 'state', 'state.json'), logsDir: join(folder, 'logs') },
    clock,
    service: () => ({ untold: () => service.untold }),
    channels: () => [telegram as ServedChannel],
    ...more,
  });
  const webhook = await openWebhook({ receiver: { health } });
  return {
    service,
    health,
    look: async (): Promise<Told> => {
      const { status, body } = await webhook.ask('/health');
      return { status, body };
    },
  };
}

/** Nothing can be made in a file. */
async function withFileInPlaceOf(name: string, look: () => Promise<Told>): Promise<Told> {
  const path = join(folder, name);
  await rename(path, `${path}-away`);
  await writeFile(path, '');
  const told = await look();
  await rm(path);
  await rename(`${path}-away`, path);
  return told;
}

describe('the health', () => {
  it('tells every part of the service', async () => {
    const { look } = await openHealth();
    clock.advance(3_600_000);
    const free = { ok: true, free_bytes: expect.any(Number) };
    expect(await look()).toEqual({
      status: 200,
      body: {
        ...{ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/), uptime: 3_600 },
        ...{ state: free, logs: free },
        outbox: { ok: true, depth: 0, age_seconds: 0 },
        channels: { telegram: { ok: true, last_poll: 'just now' } },
      },
    });
  });

  it.each(['state', 'logs'])('is bad while nothing can be written beside the %s', async (part) => {
    const { look } = await openHealth();
    await look();
    expect(await withFileInPlaceOf(part, look)).toMatchObject({
      status: 503,
      body: { status: 'failing', [part]: { ok: false, free_bytes: null } },
    });
    expect((await look()).status).toBe(200);
  });

  it('is bad while the disk is full', async () => {
    const { look } = await openHealth({ fewestBytes: Number.MAX_SAFE_INTEGER });
    expect(await look()).toMatchObject({
      status: 503,
      body: { status: 'failing', state: { ok: false, free_bytes: expect.any(Number) } },
    });
  });

  it('is bad while a channel is dead, and says since when', async () => {
    const { look, service } = await openHealth();
    service.telegram = { name: 'telegram', ok: false, report: { ok: false, last_poll: 'long ago' } };
    expect(await look()).toMatchObject({
      status: 503,
      body: { status: 'failing', channels: { telegram: { ok: false, last_poll: 'long ago' } } },
    });
    service.telegram = well;
    expect((await look()).status).toBe(200);
  });

  it('is bad while somebody is not told for longer than any wait between two tries', async () => {
    const { look, service } = await openHealth();
    service.untold = { depth: 2, oldestAt: clock.now() };
    clock.advance(900_000);
    expect(await look()).toMatchObject({ status: 200, body: { outbox: { ok: true, age_seconds: 900 } } });
    clock.advance(1_000);
    expect(await look()).toMatchObject({
      status: 503,
      body: { status: 'failing', outbox: { ok: false, depth: 2, age_seconds: 901 } },
    });
    service.untold = { depth: 0 };
    expect((await look()).status).toBe(200);
  });

  it('is looked at once for all who ask meanwhile', async () => {
    let looks = 0;
    const { health } = await openHealth({ channels: () => ((looks += 1), []) });
    await Promise.all(Array.from({ length: 50 }, () => health()));
    expect(looks).toBe(1);
    await health();
    expect(looks).toBe(2);
  });
});
