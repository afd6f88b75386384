import type { Progress } from '../../app/ports/runner.ts';
import { parseEvents } from './cli-event.ts';
import { readableLines } from './readable-lines.ts';
import { createLastLines, type LastLines, type ReadableLog } from './readable-log.ts';
import { createTranscriptFold, type Transcript } from './transcript.ts';
import type { LineSink } from './transcript-reader.ts';

/** Everything that is learnt from the lines of a transcript. */
export interface Observation extends LineSink {
  readonly transcript: Transcript;
  readonly lastLines: LastLines;
  progress(elapsedMs: number): Progress;
}

export function createObservation(
  log: Pick<ReadableLog, 'add'>,
  redact: (text: string) => string,
): Observation {
  const { transcript, take } = createTranscriptFold();
  const lastLines = createLastLines();
  const show = (lines: readonly string[]): void => {
    const clean = lines.map(redact);
    lastLines.add(clean);
    log.add(clean);
  };
  return {
    transcript,
    lastLines,
    line: (text) => {
      for (const event of parseEvents(text)) {
        take(event);
        show(readableLines(event));
      }
    },
    skipped: () => show(['(a line of more than 4 MiB was left out)']),
    progress: (elapsedMs) => ({
      elapsedMs,
      tool: transcript.tool && { ...transcript.tool, detail: redact(transcript.tool.detail) },
      turns: transcript.turns,
      costUsd: transcript.costUsd,
    }),
  };
}
