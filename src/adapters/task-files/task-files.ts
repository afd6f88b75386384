import { readdir, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { TaskFileReading, TaskFiles } from '../../app/ports/task-files.ts';
import { createLineIndex, parseTaskFile } from '../../core/task/index.ts';
import { nearestName } from '../../core/text/nearest.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { type FilePlace, findFile, isAbsent, shownPath } from './file-place.ts';
import { newestFirst } from './newest-first.ts';
import { readingProblem } from './reading-problem.ts';

const LARGEST_BYTES = 5 * 1024 * 1024;
const SHOWN_NAMES = 5;

export interface TaskFilesOptions {
  /** Relative to `cwd`, or absolute. */
  readonly tasksDir: string;
  /** Default: the working directory of the process. */
  readonly cwd?: string | undefined;
}

/** Task files in a folder, or anywhere else by their paths. */
export function createTaskFiles({ tasksDir, cwd = process.cwd() }: TaskFilesOptions): TaskFiles {
  const folder = resolve(cwd, tasksDir);

  const list = async (): Promise<readonly string[]> => {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      return newestFirst(entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name));
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  };

  const read = async (file: string): Promise<TaskFileReading> => {
    try {
      const place = await findFile(file, { tasksDir, cwd });
      if (!place) return refuse(file, notFound(file, shownPath(folder, cwd), await list()));
      return await readPlace(place, shownPath(place.path, cwd));
    } catch (error) {
      const problem = readingProblem(error);
      if (problem === undefined) throw error;
      return refuse(file, problem);
    }
  };

  const stamp = async (file: string): Promise<string | undefined> => {
    const place = await findFile(file, { tasksDir, cwd }).catch(() => undefined);
    const found = place && (await stat(place.path).catch(() => undefined));
    return found && `${found.ino}/${found.size}/${found.mtimeMs}`;
  };

  return { read, stamp, list };
}

async function readPlace({ path, kind, size }: FilePlace, shown: string): Promise<TaskFileReading> {
  if (kind === 'folder') return refuse(shown, 'this is a folder: name a task file in it');
  if (kind === 'special')
    return refuse(shown, 'this is a pipe or a device: a task file is a plain text file');
  if (size > LARGEST_BYTES) return refuse(shown, tooLarge(size));
  const decoding = decodeUtf8(await readFile(path));
  if (!decoding.ok) return refuse(shown, decoding.problem, decoding.before);
  const parse = parseTaskFile(decoding.text);
  return { ...parse, path: shown };
}

/** `before` is the text up to the place that the problem is about. */
function refuse(path: string, problem: string, before = ''): TaskFileReading {
  const lines = createLineIndex(before);
  const [line, column] = [lines.line(before.length), lines.column(before.length)];
  return { ok: false, path, faults: [{ line, column, message: `${problem}.` }] };
}

function tooLarge(size: number): string {
  const megabytes = (Math.ceil((size / 1024 / 1024) * 100) / 100).toFixed(2);
  return `the file has ${megabytes} MB, and 5 MB are the most that is read: split it into several`;
}

function notFound(file: string, folder: string, names: readonly string[]): string {
  if (names.length === 0) return `there is no such file, and no task file in \`${folder}\``;
  const nearest = nearestName(file, names) ?? nearestName(`${file}.md`, names);
  const guess = nearest === undefined ? '' : `: did you mean \`${nearest}\`?`;
  const shown = names.slice(0, SHOWN_NAMES).map((name) => `\`${name}\``);
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : '';
  return `there is no such file${guess || '.'} In \`${folder}\` are ${shown.join(', ')}${more}`;
}
