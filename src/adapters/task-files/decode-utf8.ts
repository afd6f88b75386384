import { isUtf8 } from 'node:buffer';

export type Decoding =
  | { readonly ok: true; readonly text: string }
  /** `before` is the text up to the byte that is wrong. */
  | { readonly ok: false; readonly before: string; readonly problem: string };

const UTF16_MARKS = ['fffe', 'feff'];

/** The text in `bytes`; a byte order mark is dropped. */
export function decodeUtf8(bytes: Buffer): Decoding {
  if (UTF16_MARKS.includes(bytes.toString('hex', 0, 2))) {
    return { ok: false, before: '', problem: 'the file is UTF-16: save it as UTF-8' };
  }
  const zero = bytes.indexOf(0);
  const bad = isUtf8(bytes) ? -1 : firstBadByte(bytes);
  if (zero >= 0 && (bad < 0 || zero < bad)) {
    return {
      ok: false,
      before: decode(bytes.subarray(0, zero)),
      problem: 'this is a binary file: a task file is text',
    };
  }
  if (bad < 0) return { ok: true, text: decode(bytes) };
  const byte = bytes
    .subarray(bad, bad + 1)
    .toString('hex')
    .toUpperCase();
  const problem = `the byte 0x${byte} is not UTF-8: save the file as UTF-8`;
  return { ok: false, before: decode(bytes.subarray(0, bad)), problem };
}

const decode = (bytes: Buffer): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/**
 * A lenient decoder puts U+FFFD for every bad sequence, and for every U+FFFD that is really there: the first
 * one whose bytes are not those of U+FFFD stands where the file is wrong.
 */
function firstBadByte(bytes: Buffer): number {
  const parts = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\uFFFD');
  let offset = 0;
  parts.find((part) => {
    offset += Buffer.byteLength(part);
    const isCharacter = bytes.toString('hex', offset, offset + 3) === 'efbfbd';
    if (isCharacter) offset += 3;
    return !isCharacter;
  });
  return offset;
}
