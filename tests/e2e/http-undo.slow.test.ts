import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { serving } from '../helpers/n8n/serving.ts';
import { until } from '../helpers/until.ts';
import { asked, gateAt, httpStage } from './http-stage.ts';

const writing: ModelScript = ({ turn }) => (turn === 0 ? bash('echo one >> made.txt') : say('All is done.'));

describe('greenlight serve in a repository', () => {
  it('tells what an attempt did, refuses over files that moved, and takes it back and forth', async () => {
    const stage = await httpStage(writing);
    const work = join(stage.project.root, 'work');
    const file = async (name: string): Promise<string | undefined> =>
      readFile(join(work, name), 'utf8').catch(() => undefined);
    await promisify(execFile)('git', ['init', '--quiet', work]);
    await serving(stage, stage.port);
    await stage.call('start', { file: 'list.md' });
    await stage.call('approve', { gate: await gateAt(stage, 1) });
    const gate = await gateAt(stage, 2);
    expect((await stage.state()).gate).toMatchObject({
      evidence: { epoch: 1, changes: { total: 1, added: 1, files: [{ path: 'made.txt', change: 'added' }] } },
    });
    const diff = (await stage.call('diff', {})).body as unknown as { readonly diff: string };
    expect(diff.diff).toMatch(/^diff --git a\/made\.txt b\/made\.txt\nnew file [^]*\n\+one\n$/);

    await stage.project.write('work/mine.txt', 'by hand\n');
    const moved = await stage.call('approve', { gate });
    expect(moved).toMatchObject({
      status: 409,
      body: { code: 'tree_moved', moved: { paths: ['mine.txt'] } },
    });
    const again = { gate: moved.body.state.gate?.id };
    expect(await stage.call('undo', again)).toMatchObject({ status: 409, body: { code: 'undo_moved' } });
    expect((await stage.call('undo', { ...again, force: true })).body.message).toBe(
      'Undone. Waiting for a decision: task 1 of 2.',
    );
    expect([await file('made.txt'), await file('mine.txt')]).toEqual([undefined, undefined]);
    expect(await asked(stage, 'redo')).toEqual([0, 'Redone. Waiting for a decision: task 2 of 2.\n']);
    expect([await file('made.txt'), await file('mine.txt')]).toEqual(['one\n', 'by hand\n']);

    expect(await asked(stage, 'diff')).toEqual([0, expect.stringContaining('\n+one\n')]);
    expect((await asked(stage, 'leash', 'off'))[0]).toBe(1);
    expect((await asked(stage, 'approve', '2', 'while < $2'))[0]).toBe(0);
    await until(async () => (await stage.state()).status === 'completed');
  });
});
