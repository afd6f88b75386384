import { randomUUID } from 'node:crypto';
import type { Speech } from './model-script.ts';

type Content =
  | { type: 'text'; text: string }
  | { type: 'tool_use'; id: string; name: string; input: Readonly<Record<string, unknown>> };

/** A message of the model as the Messages API answers it in one piece. */
export interface Answer {
  readonly id: string;
  readonly type: 'message';
  readonly role: 'assistant';
  readonly model: string;
  readonly content: readonly Content[];
  readonly stop_reason: 'end_turn' | 'tool_use';
  readonly stop_sequence: null;
  readonly usage: Usage;
}

interface Usage {
  readonly input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly output_tokens: number;
}

/** One event of a streamed answer; `type` names it on the wire as well. */
export type StreamEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** The CLI's own instructions and tools, which a real API would have in its cache. */
const CACHED_TOKENS = 16_000;

/** `promptCharacters`: the size of the conversation so far, which the usage (and so the cost) grows with. */
export function answerOf(step: Speech, model: string, promptCharacters: number): Answer {
  const content = contentOf(step);
  return {
    id: newId('msg'),
    type: 'message',
    role: 'assistant',
    model,
    content,
    stop_reason: step.kind === 'use' ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: tokens(promptCharacters),
      cache_read_input_tokens: CACHED_TOKENS,
      cache_creation_input_tokens: 0,
      output_tokens: tokens(JSON.stringify(content).length),
    },
  };
}

/** The same answer in the events of a stream, in the order in which the API sends them. */
export function eventsOf(answer: Answer): StreamEvent[] {
  return [
    {
      type: 'message_start',
      message: { ...answer, content: [], stop_reason: null, usage: { ...answer.usage, output_tokens: 1 } },
    },
    ...answer.content.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { stop_reason: answer.stop_reason, stop_sequence: null },
      usage: { output_tokens: answer.usage.output_tokens },
    },
    { type: 'message_stop' },
  ];
}

function blockEvents(content: Content, index: number): StreamEvent[] {
  const [empty, delta] =
    content.type === 'text'
      ? [
          { ...content, text: '' },
          { type: 'text_delta', text: content.text },
        ]
      : [
          { ...content, input: {} },
          { type: 'input_json_delta', partial_json: JSON.stringify(content.input) },
        ];
  return [
    { type: 'content_block_start', index, content_block: empty },
    { type: 'content_block_delta', index, delta },
    { type: 'content_block_stop', index },
  ];
}

function contentOf(step: Speech): Content[] {
  if (step.kind === 'say') return [{ type: 'text', text: step.text }];
  const calls = step.calls.map(({ tool, input }): Content => ({
    type: 'tool_use',
    id: newId('toolu'),
    name: tool,
    input,
  }));
  return step.text === undefined ? calls : [{ type: 'text', text: step.text }, ...calls];
}

const newId = (kind: string): string => `${kind}_${randomUUID().replaceAll('-', '')}`;

const tokens = (characters: number): number => Math.ceil(characters / 4);
