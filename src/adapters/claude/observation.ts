import type { Progress, ToolCall } from '../../app/ports/runner.ts';
import type { ReplacedCommands } from './asking/replaced-commands.ts';
import { parseEvents, type CliEvent } from './cli-event.ts';
import { readableLines, replacedLine } from './readable-lines.ts';
import { createLastLines, type LastLines, type ReadableLog } from './readable-log.ts';
import { describeCall } from './tool-call.ts';
import { createTranscriptFold, type Transcript } from './transcript.ts';
import type { LineSink } from './transcript-reader.ts';

/** Everything that is learnt from the lines of a transcript. */
export interface Observation extends LineSink {
  readonly transcript: Transcript;
  readonly lastLines: LastLines;
  progress(elapsedMs: number): Progress;
  /** The newest call without a result, as it runs. */
  pendingTool(): ToolCall | undefined;
  /** Shows the replaced commands whose calls brought no result. */
  finish(): void;
}

export function createObservation(
  log: Pick<ReadableLog, 'add'>,
  redact: (text: string) => string,
  replaced: ReplacedCommands,
): Observation {
  const { transcript, take } = createTranscriptFold();
  const lastLines = createLastLines();
  const show = (lines: readonly string[]): void => {
    lastLines.add(lines);
    log.add(lines);
  };
  const showReplaced = (commands: readonly string[]): void =>
    show(commands.map((command) => replacedLine(redact(command))));
  // The transcript has what was asked for, whatever was allowed.
  const runInstead = (event: CliEvent): readonly string[] => {
    const command = event.type === 'tool-result' ? replaced.take(event.id) : undefined;
    return command === undefined ? [] : [command];
  };
  const asItRuns = (id: string, call: ToolCall): ToolCall => {
    const command = replaced.of(id);
    return command === undefined ? call : describeCall(call.name, { command }, redact);
  };
  return {
    transcript,
    lastLines,
    line: (text) => {
      for (const event of parseEvents(text, redact)) {
        take(event);
        showReplaced(runInstead(event));
        show(readableLines(event));
      }
    },
    finish: () => showReplaced(replaced.takeRest()),
    skipped: () => show(['(a line of more than 4 MiB was left out)']),
    pendingTool: () => {
      const last = [...transcript.pending].at(-1);
      return last && asItRuns(...last);
    },
    progress: (elapsedMs) => ({
      elapsedMs,
      tool: transcript.tool && asItRuns(transcript.tool.id, transcript.tool.call),
      turns: transcript.turns,
      costUsd: transcript.costUsd,
    }),
  };
}
