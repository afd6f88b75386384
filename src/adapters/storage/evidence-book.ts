import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceBook } from '../../app/ports/evidence.ts';
import type { Evidence } from '../../core/attempt/index.ts';
import { writeDurably } from './durable-file.ts';
import { evidenceFileSchema, evidenceSchema } from './evidence-schema.ts';
import { camelKeys, snakeKeys } from './key-case.ts';
import { parseJson, validate } from './parse-document.ts';
import { readIfThere } from './read-if-there.ts';
import { sessionFolder } from './session-folder.ts';
import { codeOf, naming } from './storage-error.ts';

const VERSION = 1;

/**
 * `evidence.json` and `changes.diff` in the folder of each attempt. That folder is its runner's: where it is gone,
 * nothing is kept, because making it again would look as if the attempt had never run.
 */
export function createEvidenceBook({ logsDir }: { readonly logsDir: string }): EvidenceBook {
  const pathOf = (session: string, epoch: number, name: string): string =>
    join(sessionFolder(logsDir, session), 'attempts', String(epoch), name);
  const evidencePath = (session: string, epoch: number): string => pathOf(session, epoch, 'evidence.json');
  const diffPath = (session: string, epoch: number): string => pathOf(session, epoch, 'changes.diff');

  return {
    async keep(session, evidence) {
      const text = textOf(evidence);
      const path = evidencePath(session, evidence.epoch);
      await naming(path, 'write', () => unlessMissing(() => writeDurably(path, text)));
      return createHash('sha256').update(text).digest('hex');
    },
    async read(session, epoch) {
      const path = evidencePath(session, epoch);
      const bytes = await naming(path, 'read', () => readIfThere(path));
      const json = bytes && parseJson(bytes);
      const document = json?.ok ? validate(json.value, evidenceFileSchema) : undefined;
      return document?.ok && document.value.epoch === epoch
        ? camelKeys(evidenceSchema.parse(document.value))
        : undefined;
    },
    diffPath,
    diff: (session, epoch, maxBytes) => {
      const path = diffPath(session, epoch);
      return naming(path, 'read', () => unlessMissing(() => readBeginning(path, maxBytes)));
    },
  };
}

/** Always the same for the same evidence: in the order of the schema. */
function textOf(evidence: Evidence): string {
  const document = evidenceFileSchema.parse({ version: VERSION, ...snakeKeys(evidence) });
  return JSON.stringify(document, null, 2);
}

/** A text that is too long ends with its last whole line that fits. */
async function readBeginning(
  path: string,
  maxBytes: number,
): Promise<{ readonly text: string; readonly whole: boolean }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const whole = size <= maxBytes;
    const buffer = Buffer.alloc(Math.min(size, maxBytes));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    const read = buffer.subarray(0, bytesRead);
    const end = whole ? bytesRead : read.lastIndexOf('\n') + 1;
    return { text: read.toString('utf8', 0, end), whole };
  } finally {
    await file.close();
  }
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
