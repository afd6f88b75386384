import { describe, expect, it } from '@jest/globals';
import { emptyDisk, taskNumbered } from '../../app/stage.ts';
import { createFakeEvidenceBook } from '../../helpers/app-fakes.ts';
import { completed, required } from '../../helpers/session-play.ts';
import { codeOf, openWebhook, SECRET, TODAY, type Webhook, type WebhookOptions } from './stage.ts';

const writing = (path: string, text: string) => ({ outcome: completed, writes: { [path]: text } });
const script = {
  1: [writing('src/a.ts', 'one'), writing('src/a.ts', 'two')],
  2: [writing('src/b.ts', 'three')],
};
const tasks = [taskNumbered(1, { verify: ['npm test'] }), taskNumbered(2), taskNumbered(3)];
const path = `tasks/${TODAY}`;
const listed = { ok: true, path, file: { tasks } } as const;

async function started(options: WebhookOptions = {}): Promise<Webhook> {
  const files = { [TODAY]: listed, [path]: listed };
  const webhook = await openWebhook({
    ...{ script, files, care: {}, rules: { ...required, mode: 'manual' } },
    ...options,
  });
  expect(codeOf(await webhook.post('start'))).toBe('ok');
  return webhook;
}

interface Gate {
  readonly id: string;
  readonly tree: string | null;
  readonly allowed: readonly string[];
  readonly evidence: object | null;
}

const gateNow = async (webhook: Webhook): Promise<Gate> =>
  (await webhook.post('status')).body['gate'] as Gate;

describe('the evidence', () => {
  it('is of the attempt that the gate follows, and since the one before it', async () => {
    const webhook = await started();
    expect(await gateNow(webhook)).toMatchObject({
      evidence: null,
      tree: expect.stringMatching(/^\w+:\w+$/),
    });
    await webhook.post('approve');
    await webhook.post('retry');
    const changed = { total: 1, added: 1, removed: 0 };
    expect((await gateNow(webhook)).evidence).toEqual({
      ...{ task: 1, epoch: 2, unexpected: [], trouble: null },
      verify: [expect.objectContaining({ command: 'npm test', passed: true, exit_code: 0, ended: null })],
      changes: {
        ...{ ...changed, removed: 1 },
        files: [{ path: 'src/a.ts', change: 'modified', from: null, added: 1, removed: 1 }],
      },
      since_previous: expect.objectContaining({ total: 1 }),
    });
  });

  it('is of the attempt that did not pass its verification, which nothing lets pass', async () => {
    const webhook = await started({ care: { verify: { 1: { fails: ['npm test'] } } } });
    await webhook.post('approve');
    const { body } = await webhook.post('status');
    expect(body['gate']).toMatchObject({
      ...{ kind: 'failure', allowed: ['retry', 'skip', 'undo', 'stop'] },
      evidence: { epoch: 1, verify: [{ passed: false, exit_code: 1 }] },
    });
    expect(codeOf(await webhook.post('approve'))).toBe('409 not_allowed_here');
  });

  it('is read once, however often is asked, and missing where it cannot be read', async () => {
    const disk = emptyDisk();
    let reads = 0;
    const book = createFakeEvidenceBook(disk.evidence, disk.diffs);
    const read: typeof book.read = (...asked) => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error('EIO')) : book.read(...asked);
    };
    const webhook = await started({ disk, receiver: { evidence: { ...book, read } } });
    await webhook.post('approve');
    expect((await gateNow(webhook)).evidence).toBeNull();
    for (let n = 0; n < 5; n += 1) expect((await gateNow(webhook)).evidence).toMatchObject({ epoch: 1 });
    await webhook.post('command', { command: '/status' });
    expect(reads).toBe(2);
  });
});

describe('the diff', () => {
  const nothing = { diff: '', whole: true, epoch: null, file: null };

  it('is of the attempt at the gate, or of the one that is asked for', async () => {
    const webhook = await started();
    expect((await webhook.post('diff')).body).toEqual(nothing);
    await webhook.post('approve');
    await webhook.post('approve');
    const { body } = await webhook.post('diff');
    expect(body).toMatchObject({ epoch: 2, whole: true, file: expect.stringContaining('changes.diff') });
    expect(body['diff']).toContain('+three');
    expect((await webhook.post('diff', { epoch: 1 })).body['diff']).toContain('+one');
    expect((await webhook.post('diff', { epoch: 7 })).body).toEqual(nothing);
    await webhook.post('approve');
    // Of the third, which runs, nothing is known yet.
    expect((await webhook.post('diff')).body).toMatchObject({ epoch: 2 });
  });

  it('is cut where it is long, at the end of a line, and holds no secret of ours', async () => {
    const disk = emptyDisk();
    const webhook = await started({ disk });
    await webhook.post('approve');
    const [file = ''] = disk.diffs.keys();
    disk.diffs.set(file, `+${SECRET}\n${'+line\n'.repeat(50_000)}`);
    const { body } = await webhook.post('diff');
    expect(body).toMatchObject({
      whole: false,
      diff: expect.stringMatching(/^\+\[redacted\]\n[^]*\+line\n$/),
    });
    const said = (await webhook.post('command', { command: '/diff' })).body['message'];
    expect(said).toMatch(/\n… it goes on; all of it: \S+changes\.diff$/);
    disk.diffs.set(file, '');
    expect((await webhook.post('command', { command: '/diff' })).body['message']).toBe(
      'Attempt 1 changed nothing.',
    );
  });

  it('in words says when there is none', async () => {
    const { body } = await (await started()).post('command', { command: '/diff' });
    expect(body).toMatchObject({
      ...nothing,
      status: 'ok',
      message: expect.stringMatching(/^There is no diff/),
    });
  });
});

describe('a decision over files that somebody else changed', () => {
  it('is refused, says which, and the gate opens anew', async () => {
    const webhook = await started();
    const { id: gate } = await gateNow(webhook);
    webhook.disk.repository.write('notes.txt', 'mine');
    const refused = await webhook.post('approve', { gate, request_id: 'tap-1' });
    expect(codeOf(refused)).toBe('409 tree_moved');
    expect(refused.body['moved']).toEqual({ paths: ['notes.txt'], total: 1, head: false });
    const fresh = await gateNow(webhook);
    expect(fresh.id).not.toBe(gate);
    expect(refused.body['state']).toMatchObject({ gate: { id: fresh.id } });
    expect(codeOf(await webhook.post('approve', { gate, request_id: 'tap-1' }))).toBe('409 tree_moved');
    expect(codeOf(await webhook.post('approve', { gate: fresh.id }))).toBe('ok');
  });

  it('of an undo is refused where it would overwrite that, unless it is forced', async () => {
    const webhook = await started();
    await webhook.post('approve');
    webhook.disk.repository.write('src/a.ts', 'by hand');
    const refused = await webhook.post('undo');
    expect([codeOf(refused), refused.body['moved']]).toEqual([
      '409 undo_moved',
      { paths: ['src/a.ts'], total: 1 },
    ]);
    expect(webhook.disk.repository.files['src/a.ts']).toBe('by hand');
    expect(codeOf(await webhook.post('command', { command: '/undo force' }))).toBe('ok');
    expect(webhook.disk.repository.files).toEqual({ 'a.txt': 'one\n' });
    expect(codeOf(await webhook.post('redo', { force: true }))).toBe('ok');
    expect(webhook.disk.repository.files['src/a.ts']).toBe('by hand');
  });
});

describe('an undo', () => {
  it('that cannot be done says why, before anything is decided', async () => {
    const webhook = await started();
    await webhook.post('approve');
    webhook.disk.repository.refs.clear();
    const { body, status } = await webhook.post('undo');
    expect([status, body['code']]).toEqual([409, 'undo_impossible']);
    expect(body['message']).toMatch(/^The files cannot be brought back: What stood there before is not kept/);
  });

  it('that is decided and fails says so, and the gate waits again', async () => {
    const webhook = await started({
      deps: ({ care }) => ({
        ...(care && {
          care: {
            ...care,
            checkpoints: {
              ...care.checkpoints,
              restore: async () => ({ kind: 'refused', sentence: 'The disk is full.' }),
            },
          },
        }),
      }),
    });
    await webhook.post('approve');
    const { body, status } = await webhook.post('undo');
    expect([status, body['code']]).toEqual([409, 'undo_impossible']);
    expect(body['message']).toBe(
      'The files cannot be brought back: The disk is full. Waiting for a decision: task 2 of 3.',
    );
    expect(await gateNow(webhook)).toMatchObject({ allowed: expect.arrayContaining(['undo', 'approve']) });
  });
});

describe('a leash', () => {
  const leashed = (): Promise<Webhook> =>
    started({ script: { 1: [{}] }, deps: () => ({ zone: 'Europe/Berlin' }) });

  it.each([
    ['approve', { until: '18:00', below_usd: 2.5, count: 3 }],
    ['approve', { until: '2026-11-21T18:00:00+01:00', below_usd: 2.5, count: 3 }],
    ['command', { command: '/approve 3 until 18:00 while < $2.50' }],
  ])('is given by %s %j, and told', async (name, body) => {
    const webhook = await leashed();
    expect(codeOf(await webhook.post(name, body))).toBe('ok');
    const { body: told } = await webhook.post('status');
    expect(told['leash']).toEqual({
      ...{ tasks: 2, until: '2026-11-21T17:00:00.000Z', below_usd: 2.5, spent_usd: 0 },
    });
    expect(told['message']).toMatch(/\nleash: 2 more, until 17:00, \$2\.50 left$/);
    expect(codeOf(await webhook.post('unleash'))).toBe('ok');
    expect((await webhook.post('status')).body['leash']).toBeNull();
    expect(codeOf(await webhook.post('command', { command: '/leash off' }))).toBe('409 already');
  });

  it('until a time that is over is none', async () => {
    const webhook = await leashed();
    const { body, status } = await webhook.post('approve', { until: '2026-11-21T09:00:00Z' });
    expect([status, body['code'], body['until']]).toEqual([409, 'time_passed', '2026-11-21T09:00:00.000Z']);
    expect(codeOf(await webhook.post('approve', { until: '9:05' }))).toBe('409 time_passed');
  });

  it.each([
    { until: '24:00' },
    { until: 'noon' },
    { until: '2026-11-21T18:00:00' },
    { until: 18 },
    { below_usd: 0 },
    { below_usd: '2' },
    { below_usd: 1e6 },
  ])('of %j is not understood', async (body) => {
    const webhook = await leashed();
    const answer = await webhook.post('approve', body);
    expect(codeOf(answer)).toBe('400 bad_body');
    expect(answer.body['message']).toMatch(/^"(until|below_usd)": expected an? (time of today|amount in US)/);
  });
});

describe('a reload', () => {
  it('of a faulty file lists its faults and changes nothing', async () => {
    const files = { [TODAY]: listed, [path]: { ...listed, file: { tasks: tasks.slice(0, 2) } } };
    const edited: NonNullable<WebhookOptions['files']> & Record<string, unknown> = { ...files };
    const webhook = await started({ files: edited });
    const faults = [{ line: 3, column: 1, message: '`Typ`: did you mean `Type`?' }];
    edited[path] = { ok: false, path, faults };
    const { body, status } = await webhook.post('reload');
    expect([status, body]).toEqual([
      400,
      {
        ...{ status: 'error', code: 'bad_file', message: `Nothing was taken over: ${path} has faults.` },
        ...{ path, faults },
      },
    ]);
  });
});
