import { statSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { SessionArchive } from '../../app/ports/archive.ts';
import type { Task } from '../../core/task/index.ts';
import { decodeClosed } from './decode-session.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { encodeClosed } from './encode-session.ts';
import { camelKeys, snakeKeys } from './key-case.ts';
import { parseJson, validate } from './parse-document.ts';
import { readIfThere } from './read-if-there.ts';
import { SESSION_ID, sessionFolder } from './session-folder.ts';
import { closedSchema } from './session-schema.ts';
import { codeOf, naming } from './storage-error.ts';
import { taskListSchema, type TaskListDocument } from './task-list-schema.ts';

const PRIVATE_FOLDER = 0o700;
const VERSION = 1;

const archivedSchema = closedSchema.extend({ version: z.literal(VERSION) });

/**
 * One folder for each session, beside the daily logs: `tasks.json` from its start, `tasks-2.json` once an edited
 * list was taken over, `session.json` from its end.
 */
export function createSessionArchive({ logsDir }: { readonly logsDir: string }): SessionArchive {
  const folderOf = (session: string): string => sessionFolder(logsDir, session);

  const listPath = (session: string, list: number): string =>
    join(folderOf(session), list === 1 ? 'tasks.json' : `tasks-${list}.json`);

  const write = (path: string, document: object): Promise<void> =>
    naming(path, 'write', () =>
      writeDurably(path, JSON.stringify({ version: VERSION, ...document }, null, 2)),
    );

  const read = async (session: string): ReturnType<SessionArchive['read']> => {
    const document = validate(await readDocument(join(folderOf(session), 'session.json')), archivedSchema);
    return document.ok ? decodeClosed(document.value) : undefined;
  };

  // Parsing a long list takes a while, and it is asked for twice at each task.
  let lastRead: { readonly stamp: string | undefined; readonly tasks: readonly Task[] | undefined } = {
    stamp: undefined,
    tasks: undefined,
  };

  return {
    claim: async (session) => {
      const folder = folderOf(session);
      return naming(folder, 'write', () => makeFolder(logsDir, folder));
    },
    keepTasks: (session, tasks, list) =>
      write(listPath(session, list), { tasks: tasks.map((task) => snakeKeys(task)) }),
    readTasks: async (session, list) => {
      const path = listPath(session, list);
      const stamp = stampOf(path);
      if (stamp === undefined || stamp !== lastRead.stamp) lastRead = { stamp, tasks: await readList(path) };
      return lastRead.tasks;
    },
    write: (session) => write(join(folderOf(session.id), 'session.json'), encodeClosed(session)),
    read,
    ranOn: async (day, file) => {
      for (const session of await sessionsOf(logsDir, day)) {
        if ((await read(session))?.file === file) return true;
      }
      return false;
    },
  };
}

/** False when there is one; its making survives a power cut. */
async function makeFolder(parent: string, folder: string): Promise<boolean> {
  await mkdir(parent, { recursive: true, mode: PRIVATE_FOLDER });
  try {
    await mkdir(folder, { mode: PRIVATE_FOLDER });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  await syncFolder(parent);
  return true;
}

async function sessionsOf(logsDir: string, day: string): Promise<readonly string[]> {
  const names = await naming(logsDir, 'read', () => readdir(logsDir)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.startsWith(`${day}-`) && SESSION_ID.test(name));
}

async function readList(path: string): Promise<readonly Task[] | undefined> {
  const document = await readDocument(path);
  if (!validate(document, taskListSchema).ok) return undefined;
  // The text itself, not what the schema made of it: digests of tasks depend on the order of their keys.
  return camelKeys(
    (document as TaskListDocument).tasks.map((task) => ({ ...task, verify: task.verify ?? [] })),
  );
}

/** Another one when the file is another or was changed; undefined where that cannot be told. */
function stampOf(path: string): string | undefined {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return undefined;
  }
}

/** The JSON in a file; undefined when the file is missing or holds none. */
async function readDocument(path: string): Promise<unknown> {
  const bytes = await naming(path, 'read', () => readIfThere(path));
  const json = bytes && parseJson(bytes);
  return json?.ok ? json.value : undefined;
}
