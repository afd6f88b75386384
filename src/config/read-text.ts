import { open } from 'node:fs/promises';

export type ReadText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: string };

/** More is no configuration: a wrong path, or a device that never ends. */
const MOST_BYTES = 1_000_000;

/** The text of a small UTF-8 file, without its BOM; else the code of what went wrong. */
export async function readText(path: string): Promise<ReadText> {
  let bytes: Buffer;
  try {
    bytes = await readStart(path);
  } catch (error) {
    return { ok: false, code: (error as NodeJS.ErrnoException).code ?? 'unknown error' };
  }
  if (bytes.length > MOST_BYTES) return { ok: false, code: 'TOO_BIG' };
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, code: 'NOT_UTF8' };
  }
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    // (`end` is inclusive: one byte more than is allowed.)
    for await (const chunk of file.createReadStream({ end: MOST_BYTES, autoClose: false })) {
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: name another with --config, or copy config.example.yaml to config.yaml.',
  EACCES: 'the file may not be read: give the user that runs Greenlight the right to read it.',
  EISDIR: 'found a folder, expected a file: name the file in it with --config.',
  TOO_BIG: 'found more than 1 MB, expected a short YAML file: check that --config names the right file.',
  NOT_UTF8: 'the text is not UTF-8: save the file as UTF-8 in your editor.',
};

/** What a code of `readText` means for the operator. */
export const unreadable = (code: string): string =>
  SENTENCES[code] ?? `the file could not be read (${code}): check the path and the disk.`;
