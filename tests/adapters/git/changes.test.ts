import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { stageWith, temporaryFolder } from './stage.ts';

const LINE = 'a line of text\n';

describe('what differs between two states', () => {
  it('is every kind of change, with its lines', async () => {
    const stage = stageWith({
      'mode.sh': 'm\n',
      'old name.txt': LINE.repeat(10),
      type: 't\n',
      ünï: 'u\n',
      bin: 'a\0b',
      gone: LINE.repeat(2),
    });
    const checkpoints = stage.fresh();
    const from = await checkpoints.keep('s', '1-1');
    chmodSync(join(stage.top, 'mode.sh'), 0o755);
    stage.git('mv', 'old name.txt', 'new name.txt');
    stage.write('new name.txt', `${LINE.repeat(10)}and one\n`);
    stage.remove('type');
    symlinkSync('gone', join(stage.top, 'type'));
    stage.write('ünï', 'v\nw\n');
    stage.write('bin', 'a\0c');
    stage.remove('gone');
    stage.write('two\nlines', 'x\n');
    const to = await checkpoints.look();
    const changes = await checkpoints.changes(from, to);
    expect(changes).toEqual({
      files: [
        { path: 'bin', change: 'modified', added: undefined, removed: undefined },
        { path: 'gone', change: 'deleted', added: 0, removed: 2 },
        { path: 'mode.sh', change: 'mode', added: 0, removed: 0 },
        { path: 'new name.txt', change: 'renamed', from: 'old name.txt', added: 1, removed: 0 },
        { path: 'two\nlines', change: 'added', added: 1, removed: 0 },
        { path: 'type', change: 'type', added: 1, removed: 1 },
        { path: 'ünï', change: 'modified', added: 2, removed: 1 },
      ],
      total: 7,
      added: 5,
      removed: 4,
    });
    expect(await checkpoints.changes(to, to)).toEqual({ files: [], total: 0, added: 0, removed: 0 });
    const path = join(temporaryFolder(), 'x.diff');
    const written = await checkpoints.diff(from, to, path, 100_000);
    const text = readFileSync(path, 'utf8');
    expect(written).toEqual({ bytes: Buffer.byteLength(text), whole: true });
    expect(text).toContain('Binary files a/bin and b/bin differ');
    expect(text).toContain('rename from old name.txt');
    expect(text).toContain('+++ "b/two\\nlines"');
    expect(text).toContain('+++ b/ünï');
    const begun = await checkpoints.diff(from, to, path, 100);
    expect([begun.whole, readFileSync(path, 'utf8')]).toEqual([false, text.slice(0, begun.bytes)]);
  });

  it('keeps the lines with their files, also after a name that begins with a tab', async () => {
    const stage = stageWith({ z: 'z\n' });
    const checkpoints = stage.fresh();
    const from = await checkpoints.keep('s', '1-1');
    stage.write('\tname', LINE);
    stage.write('z', LINE.repeat(3));
    const { files } = await checkpoints.changes(from, await checkpoints.look());
    expect(files).toEqual([
      { path: '\tname', change: 'added', added: 1, removed: 0 },
      { path: 'z', change: 'modified', added: 3, removed: 1 },
    ]);
  });

  it('is listed up to a thousand files, and written up to the bytes that are asked for', async () => {
    const stage = stageWith({});
    stage.git('config', 'diff.external', 'false');
    stage.git('config', 'diff.noprefix', 'true');
    const checkpoints = stage.fresh();
    const from = await checkpoints.keep('s', '1-1');
    for (let index = 0; index < 1_005; index += 1) stage.write(`d/${index}`, `ünï ${index}\n`);
    const to = await checkpoints.look();
    const changes = await checkpoints.changes(from, to);
    expect(changes).toMatchObject({ total: 1_005, added: 1_005, removed: 0 });
    expect(changes.files).toHaveLength(1_000);
    const path = join(temporaryFolder(), 'x.diff');
    const written = await checkpoints.diff(from, to, path, 1_000);
    const text = readFileSync(path, 'utf8');
    expect(written).toEqual({ bytes: Buffer.byteLength(text), whole: false });
    expect(written.bytes).toBeGreaterThan(900);
    expect(text.startsWith('diff --git a/d/0 b/d/0\n')).toBe(true);
    expect(text.endsWith('\n')).toBe(true);
  });
});
