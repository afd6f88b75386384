import { parseEvents } from '../../../src/adapters/claude/cli-event.ts';
import type { Evidence } from '../../../src/adapters/claude/evidence.ts';
import { judge } from '../../../src/adapters/claude/outcome.ts';
import { createTranscriptFold, type Transcript } from '../../../src/adapters/claude/transcript.ts';
import type { Outcome } from '../../../src/core/attempt/index.ts';

// Lines as the CLI 2.1.197 and 2.1.329 print them, abbreviated.
export const INIT = { type: 'system', subtype: 'init', session_id: 'c' };
export const said = (text: string, id = 'm1'): object => ({
  type: 'assistant',
  message: { id, model: 'claude-opus-4-8', content: [{ type: 'text', text }] },
  parent_tool_use_id: null,
});
export const used = (name: string, input: object, id = 'toolu_1'): object => ({
  type: 'assistant',
  message: { id: 'm2', model: 'claude-opus-4-8', content: [{ type: 'tool_use', id, name, input }] },
});
export const apiError = (error: string, text: string): object => ({
  type: 'assistant',
  error,
  message: { id: 'e', model: '<synthetic>', content: [{ type: 'text', text }] },
});
export const result = (more: object = {}): object => ({
  type: 'result',
  subtype: 'success',
  is_error: false,
  api_error_status: null,
  result: 'All done.',
  total_cost_usd: 0.0125,
  permission_denials: [],
  terminal_reason: 'completed',
  ...more,
});
export const limit = (info: object): object => ({ type: 'rate_limit_event', rate_limit_info: info });
export const REJECTED = { status: 'rejected', resetsAt: 1795230092, rateLimitType: 'five_hour' };
export const LIMIT_RESULT = result({
  is_error: true,
  api_error_status: 429,
  result: "You've hit your session limit · resets 3:01am (UTC)",
});
export const DENIED = result({
  permission_denials: [{ tool_name: 'Bash', tool_use_id: 'toolu_1', tool_input: { command: 'curl x' } }],
});

const redact = (text: string): string => text.replaceAll('hunter2', '***');

export function transcriptOf(lines: readonly object[]): Transcript {
  const { transcript, take } = createTranscriptFold();
  for (const line of lines) parseEvents(JSON.stringify(line), redact).forEach(take);
  return transcript;
}

export function outcomeOf(lines: readonly object[], more: Partial<Evidence> = {}): Outcome {
  return judge({
    end: { kind: 'exited', code: 0, atMs: 5000 },
    transcript: transcriptOf(lines),
    cancel: undefined,
    continues: false,
    asks: false,
    asked: new Map(),
    plans: false,
    redact,
    stderr: '',
    startedAtMs: 1000,
    timeoutMs: 600_000,
    silenceMs: 60_000,
    ...more,
  });
}

export const exitedWith = (code: number): Partial<Evidence> => ({
  end: { kind: 'exited', code, atMs: 5000 },
});
export const failed = (failure: string): object => ({ kind: 'failed', failure });
export const GOOD = [INIT, said('Working.'), result()];
