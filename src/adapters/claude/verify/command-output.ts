import { StringDecoder } from 'node:string_decoder';
import { lastLinesOf } from './last-lines.ts';
import { createLogFile } from './log-file.ts';
import { createTail } from './tail.ts';

const TAIL_BYTES = 64 * 1024;
/** In characters; a secret that comes in two parts is not longer than this. */
const HELD_BACK = 4096;
const MEGABYTE = 1_000_000;

export interface OutputOptions {
  readonly path: string;
  /** Of the output in the log, but for its end. */
  readonly mostBytes: number;
  readonly redact: (text: string) => string;
  /** The log is a convenience: when it cannot be written, the command goes on without it. */
  readonly onFailure: (error: unknown) => void;
}

/** Takes the output of one command: its beginning and its end go to the log, only the end stays in memory. */
export interface CommandOutput {
  readonly take: (chunk: Buffer) => void;
  /** Writes a line of Greenlight's own to the log. */
  note(line: string): void;
  /** Completes the log with a line of Greenlight's own; gives the last lines of the output. */
  close(line: string): readonly string[];
}

export function createCommandOutput({ path, mostBytes, redact, onFailure }: OutputOptions): CommandOutput {
  const decoder = new StringDecoder('utf8');
  const log = createLogFile(path, onFailure);
  const tail = createTail(TAIL_BYTES);
  let logged = 0;
  let held = '';
  let endsLine = true;

  const write = (text: string): void => {
    if (text === '') return;
    log.write(text);
    endsLine = text.endsWith('\n');
  };
  const note = (line: string): void => {
    write(redact(held + decoder.end()));
    held = '';
    write(`${endsLine ? '' : '\n'}${redact(line)}\n`);
  };
  const end = (): string => {
    const text = tail.bytes().toString('utf8');
    return redact(tail.total() > TAIL_BYTES ? withoutBeginning(text) : text);
  };

  return {
    take: (chunk) => {
      tail.take(chunk);
      if (logged >= mostBytes) return;
      logged += chunk.length;
      const text = redact(held + decoder.write(chunk));
      const whole = Math.max(text.lastIndexOf('\n') + 1, text.length - HELD_BACK);
      write(text.slice(0, whole));
      held = text.slice(whole);
    },
    note,
    close: (line) => {
      const missing = tail.total() - logged;
      if (missing > 0) {
        note(`[${megabytes(missing)} more than the log holds; the end of the output follows]`);
        write(end());
      }
      note(line);
      log.close();
      return lastLinesOf(end(), redact);
    },
  };
}

const megabytes = (bytes: number): string => `${String(Math.ceil(bytes / MEGABYTE))} MB`;

/** Half a secret at the cut would not be found. */
function withoutBeginning(text: string): string {
  const line = text.indexOf('\n') + 1;
  return text.slice(line === 0 || line === text.length ? HELD_BACK : line);
}
