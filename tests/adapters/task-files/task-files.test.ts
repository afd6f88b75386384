import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTaskFiles } from '../../../src/adapters/task-files/task-files.ts';
import type { TaskFiles } from '../../../src/app/ports/task-files.ts';

const TASK = '## Task 1: One\nDo it.\n';
const LARGEST_BYTES = 5 * 1024 * 1024;

let cwd: string;
let files: TaskFiles;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'task-files-'));
  await mkdir(join(cwd, 'tasks'));
  files = createTaskFiles({ tasksDir: 'tasks', cwd });
});

afterEach(() => rm(cwd, { recursive: true, force: true }));

const put = (path: string, content: string | Buffer): Promise<void> => writeFile(join(cwd, path), content);

/** `path:line:column: message` of the first fault, or the path alone. */
async function read(file: string): Promise<string> {
  const reading = await files.read(file);
  if (reading.ok) return reading.path;
  const [fault] = reading.faults;
  return `${reading.path}:${fault?.line ?? '?'}:${fault?.column ?? '?'}: ${fault?.message ?? ''}`;
}

describe('finding a task file', () => {
  it('takes a path from the working directory, or from the root', async () => {
    await put('today.md', TASK);
    expect(await read('today.md')).toBe('today.md');
    expect(await read(join(cwd, 'today.md'))).toBe('today.md');
  });

  it('shows the whole path of a file outside the working directory', async () => {
    await put('today.md', TASK);
    files = createTaskFiles({ tasksDir: 'tasks', cwd: join(cwd, 'tasks') });
    expect(await read('../today.md')).toBe(join(cwd, 'today.md'));
  });

  it('takes a name in the tasks folder, with or without its ending', async () => {
    await put('tasks/day.md', TASK);
    expect(await read('day.md')).toBe('tasks/day.md');
    expect(await read('day')).toBe('tasks/day.md');
  });

  it('prefers the path as given, but a task file to a folder', async () => {
    await put('day.md', TASK);
    await put('tasks/day.md', TASK);
    await mkdir(join(cwd, 'api'));
    await put('tasks/api.md', TASK);
    expect(await read('day.md')).toBe('day.md');
    expect(await read('api')).toBe('tasks/api.md');
  });

  it('takes an absolute tasks folder and, without another, the working directory of the process', async () => {
    await put('tasks/day.md', TASK);
    files = createTaskFiles({ tasksDir: join(cwd, 'tasks') });
    expect(await read('day')).toBe(join(cwd, 'tasks/day.md'));
  });

  it('says which file was probably meant, and which there are', async () => {
    await put('tasks/2026-11-21-tasks.md', TASK);
    await put('tasks/2026-11-20-tasks.md', TASK);
    expect(await read('2026-11-21-taks')).toBe(
      '2026-11-21-taks:1:1: there is no such file: did you mean `2026-11-21-tasks.md`? ' +
        'In `tasks` are `2026-11-21-tasks.md`, `2026-11-20-tasks.md`.',
    );
    expect(await read('tomorrow')).toBe(
      'tomorrow:1:1: there is no such file. In `tasks` are `2026-11-21-tasks.md`, `2026-11-20-tasks.md`.',
    );
  });

  it('names only the newest of many files', async () => {
    for (const day of [1, 2, 3, 4, 5, 6, 7]) await put(`tasks/2026-11-0${day}.md`, TASK);
    expect(await read('x')).toMatch(/are `2026-11-07.md`, .*, `2026-11-03.md` and 2 more\.$/);
  });

  it.each(['x', 'x/y', 'a\0b', 'x'.repeat(5_000)])('finds nothing in an empty folder (%#)', async (name) => {
    expect(await read(name)).toBe(`${name}:1:1: there is no such file, and no task file in \`tasks\`.`);
  });
});

describe('a task file that cannot be one', () => {
  it('is a folder', async () => {
    expect(await read('tasks')).toBe('tasks:1:1: this is a folder: name a task file in it.');
  });

  it('is a pipe', async () => {
    execFileSync('mkfifo', [join(cwd, 'pipe.md')]);
    expect(await read('pipe.md')).toBe(
      'pipe.md:1:1: this is a pipe or a device: a task file is a plain text file.',
    );
  });

  it('is a link to itself', async () => {
    await symlink('loop.md', join(cwd, 'loop.md'));
    expect(await read('loop.md')).toBe('loop.md:1:1: the link leads back to itself: name the file itself.');
  });

  it('is over 5 MB, by one byte', async () => {
    await put('large.md', Buffer.alloc(LARGEST_BYTES + 1, 'x'));
    expect(await read('large.md')).toBe(
      'large.md:1:1: the file has 5.01 MB, and 5 MB are the most that is read: split it into several.',
    );
  });

  it('is not over 5 MB at 5 MB', async () => {
    const words = Buffer.alloc(LARGEST_BYTES, `${'words '.repeat(200)}\n\n`);
    words.write(TASK);
    await put('large.md', words);
    expect(await read('large.md')).toBe('large.md');
  });

  it('has faults of its own', async () => {
    await put('day.md', '\uFEFF## Task 1: One\r\n');
    expect(await read('day.md')).toMatch(/^day\.md:1:1: this task has no instruction/);
    await put('day.md', '');
    expect(await read('day.md')).toMatch(/^day\.md:1:1: the file is empty/);
  });
});

describe('the list of task files', () => {
  it('has the Markdown files, the newest first', async () => {
    const names = ['2026-11-02.md', '2026-11-10.md', '2026-11-10-2.md', '2026-11-10-10.md', 'a.md', 'b.md'];
    for (const name of [...names, 'notes.txt', '.hidden.md']) await put(`tasks/${name}`, TASK);
    await mkdir(join(cwd, 'tasks/folder.md'));
    expect(await files.list()).toEqual([
      '2026-11-10.md',
      '2026-11-10-10.md',
      '2026-11-10-2.md',
      '2026-11-02.md',
      'b.md',
      'a.md',
    ]);
  });

  it('is empty without the folder', async () => {
    expect(await createTaskFiles({ tasksDir: 'nowhere', cwd }).list()).toEqual([]);
  });

  it('fails when the folder cannot be looked at', async () => {
    await symlink('loop', join(cwd, 'loop'));
    await expect(createTaskFiles({ tasksDir: 'loop', cwd }).list()).rejects.toThrow('ELOOP');
  });
});
