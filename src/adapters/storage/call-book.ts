import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallBook, KeptCall } from '../../app/ports/call-book.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { camelKeys, snakeKeys } from './key-case.ts';
import { callFileSchema, keptCallSchema } from './kept-call-schema.ts';
import { parseJson, validate } from './parse-document.ts';
import { readSmallFile } from './read-small-file.ts';
import { sessionFolder } from './session-folder.ts';
import { codeOf, naming } from './storage-error.ts';

const VERSION = 1;
const PRIVATE_FOLDER = 0o700;

/** What is longer is shown to nobody, so it is not kept either; the call can then be denied only. */
const MAX_BYTES = 2_000_000;

/**
 * `asked/<name>.json` in the folder of each attempt. That folder is its runner's: where it is gone, nothing is kept,
 * because making it again would look as if the attempt had never run.
 */
export function createCallBook({ logsDir }: { readonly logsDir: string }): CallBook {
  const pathOf = (session: string, epoch: number, id: string): string =>
    join(sessionFolder(logsDir, session), 'attempts', String(epoch), 'asked', `${nameOf(id)}.json`);

  return {
    async keep(session, epoch, call) {
      const path = pathOf(session, epoch, call.id);
      const text = textOf(call);
      if (Buffer.byteLength(text) > MAX_BYTES) return;
      await naming(path, 'write', async () => {
        if (await makeFolder(dirname(path))) await writeDurably(path, text);
      });
    },
    async read(session, epoch, id) {
      const bytes = await readSmallFile(pathOf(session, epoch, id), MAX_BYTES);
      const json = bytes && parseJson(bytes);
      const document = json?.ok ? validate(json.value, callFileSchema) : undefined;
      return document?.ok && document.value.id === id
        ? camelKeys(keptCallSchema.parse(document.value))
        : undefined;
    },
  };
}

/** The id is text of the CLI: no path, and of any length. */
const nameOf = (id: string): string => createHash('sha256').update(id).digest('hex');

const textOf = (call: KeptCall): string =>
  JSON.stringify(callFileSchema.parse({ version: VERSION, ...snakeKeys(call) }), null, 2);

/** False where the folder that it belongs to is gone. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: PRIVATE_FOLDER });
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return true;
    if (code === 'ENOENT') return false;
    throw error;
  }
}
