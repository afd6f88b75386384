import { describe, expect, it } from '@jest/globals';
import { createFakeCheckpoints } from '../helpers/fake-checkpoints.ts';
import { completed } from '../helpers/session-play.ts';
import { careStage, evidenceOf, making, SESSION, skip, withCheckpoints } from './care.ts';
import { emptyDisk, now, quiet, type Disk } from './stage.ts';

const LEASHED = { type: 'approve', count: 'all' } as const;
const none = { ok: false, kind: 'none', sentence: 'There is no git repository.' } as const;

/** A session of which the first attempt runs, on a leash that would free the rest. */
async function running(disk: Disk = emptyDisk(), more: Parameters<typeof careStage>[0] = {}) {
  const stage = await careStage({ disk, script: { ...making, 1: [{}] }, ...more }, LEASHED);
  const end = async (): Promise<void> => {
    disk.repository.write('made-1.txt', 'by Claude\n');
    stage.runner.end(1, completed);
    await quiet();
  };
  return { ...stage, end };
}

describe('an attempt after which it cannot be known what it changed', () => {
  it.each([
    ['its checkpoint was removed', ({ repository }: Disk) => repository.refs.clear()],
    ['the repository was removed', ({ repository }: Disk) => void (repository.keepability = none)],
  ])('is not done, and frees nothing, when %s', async (_, tamper) => {
    const disk = emptyDisk();
    const { service, end } = await running(disk);
    tamper(disk);
    await end();
    expect(now(service.read())).toBe('gate failure 1');
    expect(service.read()).toMatchObject({
      tasks: [{ status: 'failed', result: expect.stringContaining('was removed meanwhile') }, {}, {}],
    });
    expect(evidenceOf(disk, 1).trouble).toContain('was removed meanwhile');
    expect(disk.starts).toHaveLength(1);
  });

  it('is not done when its checkpoint is another one', async () => {
    const disk = emptyDisk();
    const { service, end, ask } = await running(disk);
    const name = `${SESSION}/1-1`;
    const kept = disk.repository.refs.get(name);
    disk.repository.write('made-1.txt', 'by Claude\n');
    await createFakeCheckpoints(disk.repository).keep(SESSION, '1-1');
    expect(disk.repository.refs.get(name)?.tree).not.toBe(kept?.tree);
    await end();
    expect(now(service.read())).toBe('gate failure 1');
    expect(evidenceOf(disk, 1)).toMatchObject({
      trouble: expect.stringContaining('not the one that was made'),
    });
    expect(evidenceOf(disk, 1).changes).toBeUndefined();
    await ask(skip);
    expect(now(service.read())).toBe('gate start 2');
  });

  it('is done when the repository itself is all right and is looked at anew', async () => {
    const disk = emptyDisk();
    let broken = true;
    const deps = withCheckpoints((real) => ({
      check: async () => {
        broken = false;
        return real.check();
      },
      keep: async (session, name) => {
        if (broken && name.endsWith('after')) throw new Error('ENOENT: .git/greenlight/own-paths.new');
        return real.keep(session, name);
      },
    }));
    const { service, end } = await running(disk, { deps });
    broken = true;
    await end();
    expect(now(service.read())).toBe('completed');
    expect(evidenceOf(disk, 1)).toMatchObject({ changes: { total: 1 } });
  });
});

it('an attempt that moved HEAD says so', async () => {
  const disk = emptyDisk();
  const { end, service } = await running(disk);
  disk.repository.commit('by Claude itself');
  disk.repository.branch = 'other';
  await end();
  expect(now(service.read())).toBe('completed');
  expect(evidenceOf(disk, 1)).toMatchObject({
    changes: { total: 1 },
    trouble: expect.stringMatching(/^HEAD moved during the attempt, from main at \w{10} to other at \w{10};/),
  });
  expect(evidenceOf(disk, 2).trouble).toBeUndefined();
});
