import type { ToolCall } from '../../app/ports/runner.ts';
import { numberOf, objectOf, objectsOf, parseObject, stringOf, type JsonObject } from './json-access.ts';
import { describeCall, filesOf } from './tool-call.ts';

/** What of the CLI's stream-json lines matters here. */
export type CliEvent =
  | { readonly type: 'init' }
  | { readonly type: 'text'; readonly text: string; readonly from: Speaker }
  | {
      readonly type: 'tool';
      readonly id: string;
      readonly call: ToolCall;
      readonly files: readonly string[];
      readonly from: Speaker;
    }
  | {
      readonly type: 'tool-result';
      readonly id: string;
      readonly isError: boolean;
      readonly text: string;
      /** A rule of the settings says no: 2.1.329 then asks no hook, and says so. */
      readonly isRuledOut: boolean;
    }
  | { readonly type: 'denied'; readonly id: string }
  | ({ readonly type: 'limit' } & LimitLine)
  | { readonly type: 'error'; readonly error: string }
  | ({ readonly type: 'result' } & ResultLine);

export interface Speaker {
  readonly message: string;
  readonly subagent: boolean;
}

export interface LimitLine {
  /** `allowed`, `allowed_warning`, `rejected`. */
  readonly status: string;
  /** In seconds since 1970. */
  readonly resetsAt: number | undefined;
  /** `five_hour`, `seven_day` ... */
  readonly name: string | undefined;
  readonly utilization: number | undefined;
}

/** The call in whose middle the run ended; it was not run. */
export interface DeferredCall {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}

export interface ResultLine {
  readonly subtype: string | undefined;
  readonly isError: boolean | undefined;
  readonly terminalReason: string | undefined;
  readonly text: string;
  readonly errors: readonly string[];
  readonly apiStatus: number | undefined;
  readonly deferred: DeferredCall | undefined;
  readonly denials: readonly { readonly id: string; readonly call: ToolCall }[];
  readonly totalCostUsd: number | undefined;
  /** Of this stretch only (newer versions, whose total counts earlier runs of the conversation too). */
  readonly newCostUsd: number | undefined;
}

type Clean = (text: string) => string;

/**
 * The events of one line: none for what is not known, a message may hold several. `clean` is applied to whole texts:
 * a secret that was cut off is not known as one any more. What the run ended in the middle of is as it came.
 */
export function parseEvents(line: string, clean: Clean): readonly CliEvent[] {
  const object = parseObject(line);
  if (object === undefined) return [];
  switch (object['type']) {
    case 'system':
      return systemEvents(object);
    case 'assistant':
      return assistantEvents(object, clean);
    case 'user':
      return toolResults(object, clean);
    case 'rate_limit_event':
      return limitEvents(objectOf(object['rate_limit_info']));
    case 'result':
      return [{ type: 'result', ...resultLine(object, clean) }];
    default:
      return [];
  }
}

function systemEvents(object: JsonObject): readonly CliEvent[] {
  if (object['subtype'] === 'init') return [{ type: 'init' }];
  const id = stringOf(object['tool_use_id']);
  return object['subtype'] === 'permission_denied' && id !== undefined ? [{ type: 'denied', id }] : [];
}

function assistantEvents(object: JsonObject, clean: Clean): readonly CliEvent[] {
  const message = objectOf(object['message']) ?? {};
  const error = stringOf(object['error']);
  const isFailure = message['model'] === '<synthetic>';
  // A failure of the API is rendered as a message of a model that does not exist: nobody said it.
  if (isFailure || error !== undefined) return error === undefined ? [] : [{ type: 'error', error }];
  const from = {
    message: stringOf(message['id']) ?? '',
    subagent: stringOf(object['parent_tool_use_id']) !== undefined,
  };
  return objectsOf(message['content']).flatMap((block) => blockEvents(block, from, clean));
}

function blockEvents(block: JsonObject, from: Speaker, clean: Clean): readonly CliEvent[] {
  const text = stringOf(block['text']);
  if (block['type'] === 'text' && text !== undefined) return [{ type: 'text', text: clean(text), from }];
  const [id, name] = [stringOf(block['id']), stringOf(block['name'])];
  if (block['type'] !== 'tool_use' || id === undefined || name === undefined) return [];
  const input = objectOf(block['input']) ?? {};
  return [{ type: 'tool', id, call: describeCall(name, input, clean), files: filesOf(name, input), from }];
}

function toolResults(object: JsonObject, clean: Clean): readonly CliEvent[] {
  const ruledOut = ruledOutIn(object);
  return objectsOf(objectOf(object['message'])?.['content']).flatMap((block) => {
    const id = stringOf(block['tool_use_id']);
    if (block['type'] !== 'tool_result' || id === undefined) return [];
    return {
      type: 'tool-result',
      id,
      isError: block['is_error'] === true,
      text: clean(contentText(block['content'])),
      isRuledOut: ruledOut.includes(id),
    };
  });
}

function ruledOutIn(object: JsonObject): readonly string[] {
  return objectsOf(object['tool_result_meta']).flatMap((meta) => {
    const { source, reason_type: why } = objectOf(meta['permission_decision']) ?? {};
    return source === 'config' && why === 'rule' ? (stringOf(meta['id']) ?? []) : [];
  });
}

function contentText(content: unknown): string {
  const plain = stringOf(content);
  return (
    plain ??
    objectsOf(content)
      .map((part) => stringOf(part['text']) ?? '')
      .join('\n')
  );
}

function limitEvents(info: JsonObject | undefined): readonly CliEvent[] {
  const status = stringOf(info?.['status']);
  if (info === undefined || status === undefined) return [];
  return [
    {
      type: 'limit',
      status,
      resetsAt: numberOf(info['resetsAt']),
      name: stringOf(info['rateLimitType']),
      utilization: numberOf(info['utilization']),
    },
  ];
}

function resultLine(object: JsonObject, clean: Clean): ResultLine {
  return {
    subtype: stringOf(object['subtype']),
    isError: typeof object['is_error'] === 'boolean' ? object['is_error'] : undefined,
    terminalReason: stringOf(object['terminal_reason']),
    text: clean(stringOf(object['result']) ?? ''),
    errors: textsOf(object['errors']).map(clean),
    apiStatus: numberOf(object['api_error_status']),
    deferred: deferredCall(objectOf(object['deferred_tool_use'])),
    denials: objectsOf(object['permission_denials']).map((denial) => ({
      id: stringOf(denial['tool_use_id']) ?? '',
      call: describeCall(
        stringOf(denial['tool_name']) ?? 'a tool',
        objectOf(denial['tool_input']) ?? {},
        clean,
      ),
    })),
    totalCostUsd: numberOf(object['total_cost_usd']),
    newCostUsd: costOf(objectOf(object['model_usage_since_last_result'])),
  };
}

const textsOf = (found: unknown): readonly string[] =>
  Array.isArray(found) ? found.flatMap((each) => stringOf(each) ?? []) : [];

function deferredCall(call: JsonObject | undefined): DeferredCall | undefined {
  if (call === undefined) return undefined;
  const [id = '', name = ''] = [stringOf(call['id']), stringOf(call['name'])];
  return { id, name, input: objectOf(call['input']) ?? {} };
}

function costOf(usageByModel: JsonObject | undefined): number | undefined {
  if (usageByModel === undefined) return undefined;
  const costs = Object.values(usageByModel).map((usage) => numberOf(objectOf(usage)?.['costUSD']) ?? 0);
  return costs.reduce((sum, cost) => sum + cost, 0);
}
