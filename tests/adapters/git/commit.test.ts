import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createStage, stageWith, type Stage } from './stage.ts';

const MESSAGE = 'Add a thing\n\nGreenlight-Session: s\nGreenlight-Task: 1\n';
const lines = (text: string): string => text.split(/(?=.)/).join('\n');

/** Keeps, lets the task do its work, and commits that. */
async function commitOf(stage: Stage, task: () => void, ownPaths: readonly string[] = []) {
  const checkpoints = stage.fresh({ ownPaths: ownPaths.map((path) => join(stage.top, path)) });
  const from = await checkpoints.keep('s', '1-1');
  task();
  const to = await checkpoints.look();
  return { from, to, checkpoints, result: await checkpoints.commit({ from, to, message: MESSAGE }) };
}

const status = (stage: Stage): string => stage.git('status', '--porcelain');
const inHead = (stage: Stage, path: string): string => stage.git('show', `HEAD:${path}`);

describe('a commit', () => {
  it('has what the task changed, and leaves what is staged staged and what is not, not', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'gone.txt': 'g', 'state.json': '1' });
    stage.write('b.txt', 'staged');
    stage.write('new-staged.txt', 'n');
    stage.git('add', '-A');
    stage.write('c.txt', 'unstaged');
    stage.write('untracked.txt', 'u');
    const parent = stage.git('rev-parse', 'HEAD').trim();
    const task = (): void => {
      stage.write('a.txt', 'task');
      stage.write('made/x.txt', 'x');
      stage.remove('gone.txt');
      stage.write('state.json', '2');
    };
    const { result } = await commitOf(stage, task, ['state.json']);
    expect(result).toEqual({ kind: 'committed', commit: stage.git('rev-parse', 'main').trim() });
    expect(stage.git('show', '-s', '--format=%an %ae %cn|%P|%G?|%B').trim()).toBe(
      `Op op@localhost Op|${parent}|N|${MESSAGE.trim()}`,
    );
    expect(stage.git('show', '--format=', '--name-status', 'HEAD')).toBe(
      'M\ta.txt\nD\tgone.txt\nA\tmade/x.txt\n',
    );
    expect(status(stage)).toBe('M  b.txt\n M c.txt\nA  new-staged.txt\n M state.json\n?? untracked.txt\n');
    expect(existsSync(join(stage.top, '.git/index.lock'))).toBe(false);
    expect(readdirSync(join(stage.top, '.git/greenlight')).filter((name) => name.startsWith('work'))).toEqual(
      [],
    );
    expect(stage.git('reflog', '-1', '--format=%gs').trim()).toBe('commit: Add a thing');
    stage.git('fsck', '--strict');
  });

  it('takes the task’s lines out of a file where the operator has others', async () => {
    const stage = stageWith({ 'a.txt': lines('abcdefghij'), 'b.txt': lines('abcdefghij') });
    stage.write('a.txt', lines('Abcdefghij'));
    stage.write('b.txt', lines('Abcdefghij'));
    stage.git('add', 'b.txt');
    const { result } = await commitOf(stage, () => {
      stage.write('a.txt', lines('AbcdefghiJ'));
      stage.write('b.txt', lines('AbcdefghiJ'));
    });
    expect(result.kind).toBe('committed');
    expect(inHead(stage, 'a.txt')).toBe(lines('abcdefghiJ'));
    expect(inHead(stage, 'b.txt')).toBe(lines('abcdefghiJ'));
    expect(stage.git('show', ':a.txt')).toBe(lines('abcdefghiJ'));
    expect(stage.git('show', ':b.txt')).toBe(lines('AbcdefghiJ'));
    expect(status(stage)).toBe(' M a.txt\nM  b.txt\n');
  });

  it('is refused, with the path, where the two cannot be told apart', async () => {
    const stage = stageWith({ 'a.txt': lines('abc'), bin: 'a\0b' });
    stage.write('a.txt', lines('aBc'));
    stage.write('untracked.txt', 'u');
    stage.write('bin', 'A\0b');
    const before = stage.operators();
    for (const [path, content] of [
      ['a.txt', lines('abC')],
      ['untracked.txt', 'changed'],
      ['bin', 'A\0B'],
    ] as const) {
      const { result } = await commitOf(stage, () => stage.write(path, content));
      expect(result).toMatchObject({ kind: 'refused', sentence: expect.stringContaining(path) });
    }
    expect(stage.operators()).toEqual(before);
  });

  it('has what git add would make of the files: line endings and filters', async () => {
    const stage = stageWith({ '.gitattributes': '*.up filter=up\n', 'a.txt': 'a\nb\n', 'x.up': 'X' });
    stage.git('config', 'core.autocrlf', 'true');
    stage.git('config', 'filter.up.clean', 'tr a-z A-Z');
    stage.git('config', 'filter.up.smudge', 'cat');
    stage.write('a.txt', 'a\r\nb\r\n');
    const { result } = await commitOf(stage, () => {
      stage.write('a.txt', 'a\r\nc\r\n');
      stage.write('sub/new.up', 'small\r\n');
      stage.write('crlf.txt', 'x\r\n');
    });
    expect(result.kind).toBe('committed');
    expect(inHead(stage, 'a.txt')).toBe('a\nc\n');
    expect(inHead(stage, 'sub/new.up')).toBe('SMALL\n');
    expect(inHead(stage, 'crlf.txt')).toBe('x\n');
    expect(status(stage)).toBe('');
  });

  it('is the first one on a branch that has none, and runs no hook', async () => {
    const stage = createStage();
    writeFileSync(join(stage.top, '.git/hooks/reference-transaction'), '#!/bin/sh\nexit 1\n', {
      mode: 0o755,
    });
    stage.write('mine.txt', 'not the task’s');
    const { result } = await commitOf(stage, () => stage.write('a.txt', 'a'));
    expect(result.kind).toBe('committed');
    expect(stage.git('ls-tree', '--name-only', 'main')).toBe('a.txt\n');
    expect(status(stage)).toBe('?? mine.txt\n');
  });

  it('has modes, links, renames and names of every kind', async () => {
    const stage = stageWith({ 'old.txt': 'o', ':(exclude)x': '1' });
    const { result } = await commitOf(stage, () => {
      stage.remove('old.txt');
      stage.write('-n', 'o');
      stage.write('old.txt/inside', 'folder where a file was');
      stage.write(':(exclude)x', '2');
      stage.write('two\nlines', 'o');
    });
    expect(result.kind).toBe('committed');
    expect(status(stage)).toBe('');
  });

  it('knows what the task has committed or staged itself', async () => {
    const stage = stageWith({ 'a.txt': 'a', 'b.txt': 'b' });
    const own = await commitOf(stage, () => {
      stage.write('a.txt', 'task');
      stage.git('commit', '-qam', 'its own');
    });
    expect(own.result).toEqual({ kind: 'nothing' });
    const staged = await commitOf(stage, () => {
      stage.write('b.txt', 'task');
      stage.git('add', 'b.txt');
    });
    expect(staged.result.kind).toBe('committed');
    expect(status(stage)).toBe('');
    expect((await commitOf(stage, () => {})).result).toEqual({ kind: 'nothing' });
  });

  it('is made once, also when it is asked for again after a crash', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    const { result, from, to } = await commitOf(stage, () => stage.write('a.txt', 'task'));
    const head = stage.git('rev-parse', 'HEAD');
    expect(await stage.fresh().commit({ from, to, message: MESSAGE })).toEqual(result);
    expect(stage.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('is refused with a sentence where there is nowhere to commit to', async () => {
    const stage = stageWith({ 'a.txt': 'a' });
    const checkpoints = stage.fresh();
    const from = await checkpoints.keep('s', '1-1');
    stage.write('a.txt', 'task');
    const request = { from, to: await checkpoints.look(), message: MESSAGE };
    const refused = async (words: string): Promise<void> => {
      const before = stage.operators();
      const result = await checkpoints.commit(request);
      expect(result).toMatchObject({ kind: 'refused', sentence: expect.stringContaining(words) });
      expect(stage.operators()).toEqual(before);
    };
    stage.git('checkout', '-q', '--detach');
    await refused('detached');
    stage.git('checkout', '-q', 'main');
    writeFileSync(join(stage.top, '.git/MERGE_HEAD'), stage.git('rev-parse', 'HEAD'));
    await refused('A merge is in progress');
    stage.remove('.git/MERGE_HEAD');
    writeFileSync(join(stage.top, '.git/index.lock'), '');
    await refused('index.lock');
    expect(existsSync(join(stage.top, '.git/index.lock'))).toBe(true);
    stage.remove('.git/index.lock');
    stage.git('config', '--global', '--unset', 'user.email');
    await refused('user.name and user.email');
    stage.git('config', 'user.email', 'op@localhost');
    expect((await checkpoints.commit(request)).kind).toBe('committed');
  });

  it('works in a linked working tree with a sparse checkout', async () => {
    const stage = stageWith({ 'app/a.txt': 'a', 'lib/b.txt': 'b' });
    stage.git('worktree', 'add', '-q', '-b', 'side', '../linked');
    const directory = join(stage.top, '../linked');
    stage.git('-C', directory, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'app');
    const checkpoints = stage.fresh({ directory });
    const from = await checkpoints.keep('s', '1-1');
    writeFileSync(join(directory, 'app/a.txt'), 'task');
    const result = await checkpoints.commit({ from, to: await checkpoints.look(), message: MESSAGE });
    expect(result.kind).toBe('committed');
    expect(stage.git('ls-tree', '-r', '--name-only', 'side')).toBe('app/a.txt\nlib/b.txt\n');
    expect(stage.git('-C', directory, 'status', '--porcelain')).toBe('');
    expect(stage.git('show', 'side:app/a.txt')).toBe('task');
  });
});
