import type { ToolCall } from '../../app/ports/runner.ts';
import type { CliEvent, LimitLine, ResultLine } from './cli-event.ts';

const LONGEST_TEXT = 100_000;
const MOST_FILES = 1000;
const MOST_PENDING = 200;
const MOST_REFUSED = 50;
const MOST_RULED_OUT = 10_000;

/** What is kept of a transcript: bounded, however long it is. */
export interface Transcript {
  /** A conversation was begun or found. */
  readonly initialized: boolean;
  /** Messages of the model itself, without those of subagents. */
  readonly turns: number;
  readonly usedTools: boolean;
  /** The last thing said. */
  readonly text: string;
  readonly lastResult: ResultLine | undefined;
  /** The run went on after the last result line. */
  readonly wentOn: boolean;
  readonly costUsd: number | undefined;
  /** The usage limit as last reported; undefined when there is none. */
  readonly limit: { readonly resetsAt: number } | undefined;
  /** What was last said of the usage, when it comes near a limit. */
  readonly warning: LimitLine | undefined;
  /** The CLI's word for the failure of the API after which nothing more was said. */
  readonly error: string | undefined;
  /** The newest call. */
  readonly tool: { readonly id: string; readonly call: ToolCall } | undefined;
  /** Calls without a result yet, by id. */
  readonly pending: ReadonlyMap<string, ToolCall>;
  readonly files: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, ToolCall>;
  /** Ids of calls to which a rule of the settings said no. */
  readonly ruledOut: ReadonlySet<string>;
}

export interface TranscriptFold {
  readonly transcript: Transcript;
  readonly take: (event: CliEvent) => void;
}

/** Interprets events one by one. */
export function createTranscriptFold(): TranscriptFold {
  const pending = new Map<string, ToolCall>();
  const files = new Set<string>();
  const refused = new Map<string, ToolCall>();
  const ruledOut = new Set<string>();
  const transcript = {
    initialized: false,
    turns: 0,
    usedTools: false,
    text: '',
    lastResult: undefined as ResultLine | undefined,
    wentOn: false,
    costUsd: undefined as number | undefined,
    limit: undefined as { readonly resetsAt: number } | undefined,
    warning: undefined as LimitLine | undefined,
    error: undefined as string | undefined,
    tool: undefined as Transcript['tool'],
    pending,
    files,
    refused,
    ruledOut,
  };
  let lastMessage = '';

  const hear = (from: { readonly message: string; readonly subagent: boolean }): void => {
    transcript.wentOn = transcript.lastResult !== undefined;
    transcript.error = undefined;
    if (from.subagent || from.message === lastMessage) return;
    lastMessage = from.message;
    transcript.turns += 1;
  };
  const refuse = (id: string, call: ToolCall | undefined): void => {
    if (call !== undefined && refused.size < MOST_REFUSED) refused.set(id, call);
  };
  const takeResult = (result: ResultLine): void => {
    transcript.lastResult = result;
    transcript.wentOn = false;
    transcript.costUsd = costAfter(transcript.costUsd, result);
    for (const { id, call } of result.denials) refuse(id, call);
  };

  const take = (event: CliEvent): void => {
    switch (event.type) {
      case 'init':
        transcript.initialized = true;
        transcript.wentOn = transcript.lastResult !== undefined;
        return;
      case 'text':
        hear(event.from);
        if (!event.from.subagent && event.text.trim() !== '')
          transcript.text = event.text.slice(-LONGEST_TEXT);
        return;
      case 'tool':
        hear(event.from);
        transcript.usedTools = true;
        transcript.tool = { id: event.id, call: event.call };
        if (pending.size < MOST_PENDING) pending.set(event.id, event.call);
        for (const file of event.files) if (files.size < MOST_FILES) files.add(file);
        return;
      case 'tool-result':
        pending.delete(event.id);
        if (event.isRuledOut && ruledOut.size < MOST_RULED_OUT) ruledOut.add(event.id);
        return;
      case 'denied':
        refuse(event.id, pending.get(event.id));
        return;
      case 'limit':
        transcript.limit = limitAfter(transcript.limit, event);
        transcript.warning = event.status === 'allowed_warning' ? event : undefined;
        return;
      case 'error':
        transcript.error = event.error;
        return;
      case 'result':
        takeResult(event);
        return;
    }
  };
  return { transcript, take };
}

/**
 * The cost of this process alone. 2.1.329 counts the total over all runs of a conversation, but tells each
 * stretch's own; 2.1.197 counts the total per process and has nothing else (both measured).
 */
function costAfter(before: number | undefined, result: ResultLine): number | undefined {
  return result.newCostUsd === undefined
    ? (result.totalCostUsd ?? before)
    : (before ?? 0) + result.newCostUsd;
}

/** A rejection without a reset time is passing trouble, not the usage limit; any "allowed" lifts it. */
function limitAfter(
  before: { readonly resetsAt: number } | undefined,
  { status, resetsAt }: LimitLine,
): { readonly resetsAt: number } | undefined {
  if (status !== 'rejected') return undefined;
  return resetsAt === undefined ? before : { resetsAt };
}
