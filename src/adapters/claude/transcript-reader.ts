import { closeSync, openSync, read } from 'node:fs';
import { promisify } from 'node:util';

const BUFFER_BYTES = 64 * 1024;
const LONGEST_LINE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;

const readAt = promisify(read);

export interface LineSink {
  line(text: string): void;
  /** A line was too long to be kept. */
  skipped(): void;
}

export interface TranscriptReader {
  /** Reads on until at least `limitBytes` or the present end; tells how many bytes there were. */
  readMore(limitBytes: number): Promise<number>;
  /** Takes what is left as a line: the writer is dead. */
  finish(): void;
  close(): void;
}

/** Follows a growing file line by line with one buffer; memory is bounded by the longest line that is kept. */
export function openTranscript(path: string, sink: LineSink): TranscriptReader {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const lines = createLineSplitter(sink);
  let position = 0;
  return {
    readMore: async (limitBytes) => {
      let total = 0;
      while (total < limitBytes) {
        const { bytesRead } = await readAt(file, buffer, 0, BUFFER_BYTES, position);
        position += bytesRead;
        total += bytesRead;
        lines.take(buffer.subarray(0, bytesRead));
        if (bytesRead < BUFFER_BYTES) break;
      }
      return total;
    },
    finish: lines.finish,
    close: () => closeSync(file),
  };
}

interface LineSplitter {
  readonly take: (chunk: Buffer) => void;
  readonly finish: () => void;
}

function createLineSplitter(sink: LineSink): LineSplitter {
  // Of a line whose end has not been seen yet.
  let parts: Buffer[] = [];
  let length = 0;

  const keep = (part: Buffer): void => {
    length += part.length;
    if (length > LONGEST_LINE_BYTES) parts = [];
    // A copy: the reader uses its buffer again.
    else parts.push(Buffer.from(part));
  };
  const emit = (last: Buffer): void => {
    if (length + last.length > LONGEST_LINE_BYTES) sink.skipped();
    else sink.line(length === 0 ? last.toString() : Buffer.concat([...parts, last]).toString());
    parts = [];
    length = 0;
  };

  return {
    take: (chunk) => {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        emit(chunk.subarray(start, end));
        start = end + 1;
      }
      if (start < chunk.length) keep(chunk.subarray(start));
    },
    finish: () => {
      if (length > 0) emit(Buffer.alloc(0));
    },
  };
}
