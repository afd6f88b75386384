/**
 * Plays the model: what it answers to a conversation. A pure function of the request, so that a retry, a
 * reconnection, a `kill -9` with `--resume` or a restart of the API gets the same answer without any state.
 * (A repeated request cannot be told from the first: the CLI's retries carry no count.)
 */
export type ModelScript = (conversation: Conversation) => Step;

export interface Conversation {
  /** What the user said, in order, without what the CLI adds by itself; the first one names the task. */
  readonly prompts: readonly string[];
  /** The model's messages since the last prompt: 0 when the prompt has not been answered yet. */
  readonly turn: number;
  /** The model's messages since the first prompt. */
  readonly turnsInAll: number;
  /** Results of tool calls since the last prompt. */
  readonly toolResults: readonly ToolResult[];
  readonly model: string;
}

export interface ToolResult {
  readonly text: string;
  readonly isError: boolean;
}

export interface ToolUse {
  /** `Bash`, `Write`, `Edit`, `Read` ... as the CLI names them. */
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export type Step =
  | Speech
  | Failure
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Begins to answer, then falls silent with the connection open. */
  | { readonly kind: 'stall' }
  /** Closes the connection, before the first byte or in the middle of the answer. */
  | { readonly kind: 'drop'; readonly when: 'at-once' | 'mid-stream' };

/** A message of the model: it has finished, or it calls tools. */
export type Speech = (
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'use'; readonly text?: string | undefined; readonly calls: readonly ToolUse[] }
) & {
  /** What the API says beside it. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

export interface Failure {
  readonly kind: 'fail';
  readonly status: number;
  /** As in the API's error body: `authentication_error`, `overloaded_error` ... */
  readonly type: string;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const say = (text: string): Speech => ({ kind: 'say', text });

export const use = (tool: string, input: ToolUse['input'], text?: string): Speech =>
  useAll([{ tool, input }], text);

/** Several tool calls in one message of the model. */
export const useAll = (calls: readonly ToolUse[], text?: string): Speech => ({ kind: 'use', text, calls });

export const bash = (command: string, text?: string): Speech =>
  use('Bash', { command, description: 'Run a command' }, text);

export const hang = (): Step => ({ kind: 'hang' });

export const stall = (): Step => ({ kind: 'stall' });

export const drop = (when: 'at-once' | 'mid-stream' = 'at-once'): Step => ({ kind: 'drop', when });

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};

export const fail = (
  status: number,
  message = `scripted failure ${status}`,
  headers: Failure['headers'] = {},
): Failure => ({ kind: 'fail', status, type: ERROR_TYPES[status] ?? 'api_error', message, headers });

export type LimitKind = 'five_hour' | 'seven_day' | 'seven_day_opus' | 'seven_day_sonnet';

/**
 * A usage limit of a subscription. The CLI (2.1.197 and 2.1.329) tells `rejected` with `resetsAt` and
 * `rateLimitType` when the 429 has `-reset` and `-representative-claim`, and only when it runs on an OAuth
 * token (`CLAUDE_CODE_OAUTH_TOKEN`): with an API key it ignores these headers and retries.
 */
export function usageLimit(resetsAtEpochSeconds: number, limit: LimitKind = 'five_hour'): Failure {
  return fail(429, 'This request would exceed your usage limit.', {
    'anthropic-ratelimit-unified-status': 'rejected',
    'anthropic-ratelimit-unified-reset': String(resetsAtEpochSeconds),
    'anthropic-ratelimit-unified-representative-claim': limit,
    'anthropic-ratelimit-unified-overage-status': 'rejected',
    'anthropic-ratelimit-unified-overage-disabled-reason': 'org_level_disabled',
  });
}

/**
 * The same message, from an API that says how much of a subscription's limit of five hours is used. The CLI (2.1.197
 * and 2.1.329) tells `allowed_warning` because of the threshold.
 */
export function nearLimit(speech: Speech, utilization: number, resetsAtEpochSeconds: number): Speech {
  const headers = {
    'anthropic-ratelimit-unified-status': 'allowed_warning',
    'anthropic-ratelimit-unified-5h-utilization': String(utilization),
    'anthropic-ratelimit-unified-5h-reset': String(resetsAtEpochSeconds),
    'anthropic-ratelimit-unified-5h-surpassed-threshold': '0.9',
  };
  return { ...speech, headers };
}
