import { z } from 'zod';
import type { Conversation, ToolResult } from './model-script.ts';

const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  content: z.unknown().optional(),
  is_error: z.boolean().optional(),
});

const message = z.object({ role: z.string(), content: z.union([z.string(), z.array(block)]) });

/** The parts of a Messages API request that a script or an assertion looks at. */
export const messagesRequest = z.object({
  model: z.string(),
  stream: z.boolean().default(false),
  messages: z.array(message),
  tools: z.array(z.looseObject({ name: z.string() })).default([]),
});

export type MessagesRequest = z.infer<typeof messagesRequest>;

type Block = z.infer<typeof block>;

/** What the CLI (2.1.197 and 2.1.329) adds to the history by itself when it goes on after an interruption. */
const ADDED_BY_THE_CLI = [
  'Continue from where you left off.',
  'No response requested.',
  '[Request interrupted by user]',
  '[Request interrupted by user for tool use]',
];

/** What was said so far; a new prompt starts the count of turns and results anew. */
export function readConversation(request: MessagesRequest): Conversation {
  const prompts: string[] = [];
  let turn = 0;
  let turnsInAll = 0;
  let toolResults: ToolResult[] = [];
  const hear = ({ type, text, content, is_error }: Block): void => {
    if (type === 'tool_result') toolResults.push({ text: plainText(content), isError: is_error ?? false });
    if (type !== 'text' || isAdded(text)) return;
    prompts.push(withoutReminders(text));
    turn = 0;
    toolResults = [];
  };
  for (const { role, content } of request.messages) {
    const blocks = blocksOf(content);
    if (role === 'user') blocks.forEach(hear);
    if (role !== 'assistant' || blocks.every((part) => part.type === 'text' && isAdded(part.text))) continue;
    turn += 1;
    turnsInAll += 1;
  }
  return { prompts, turn, turnsInAll, toolResults, model: request.model };
}

function isAdded(text = ''): boolean {
  const words = withoutReminders(text);
  return words === '' || ADDED_BY_THE_CLI.includes(words);
}

const blocksOf = (content: string | Block[]): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

/** The CLI puts context of its own into the user's messages. */
const withoutReminders = (text = ''): string =>
  text.replaceAll(/<system-reminder>[\s\S]*?<\/system-reminder>/g, '').trim();

const textBlocks = z.array(z.looseObject({ text: z.string().default('') }));

function plainText(content: unknown): string {
  if (typeof content === 'string') return content;
  const blocks = textBlocks.safeParse(content);
  return blocks.success ? blocks.data.map(({ text }) => text).join('\n') : '';
}
