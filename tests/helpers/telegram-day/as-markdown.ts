import type { MessageEntity } from 'grammy/types';
import type { ChatEntry, ChatMessage, ChatTap } from './chat-entry.ts';

/** A conversation for a page of the documentation: a heading for each part, then what was said, as text. */
export function asMarkdown(entries: readonly ChatEntry[]): string {
  const parts: { readonly title: string; readonly lines: string[] }[] = [];
  for (const entry of entries) {
    if (entry.kind === 'heading') parts.push({ title: entry.text, lines: [] });
    else parts.at(-1)?.lines.push(linesOf(entry).join('\n'));
  }
  return parts
    .map(({ title, lines }) => `### ${title}\n\n\`\`\`text\n${lines.join('\n\n')}\n\`\`\``)
    .join('\n\n');
}

function linesOf(entry: Exclude<ChatEntry, { kind: 'heading' }>): readonly string[] {
  switch (entry.kind) {
    case 'note':
      return [`(${entry.text})`];
    case 'tap':
      return tapLines(entry);
    case 'message':
      return messageLines(entry);
  }
}

function tapLines({ by, label, toast }: ChatTap): readonly string[] {
  const [first = '', ...more] = toast.split('\n').filter((line) => line !== '');
  const shown = [first, ...more.map((line) => `  ${line}`)].join('\n');
  return [`${by} taps [${label}]${first === '' ? '' : `: ${shown}`}`];
}

function messageLines(message: ChatMessage): readonly string[] {
  const { by, isBot, text, buttons, rings, replyTo, became } = message;
  if (!isBot) return [`${by}${replyTo === undefined ? '' : ', as a reply'}: ${text}`];
  return [
    `${by}${rings ? ' 🔔' : ''}:`,
    ...quotedLines(message).map((line) => `  ${line}`),
    ...buttons.map((row) => `  ${row.map((label) => `[${label}]`).join(' ')}`),
    ...became.map((line) => `  → ${line}`),
  ];
}

/** What Claude or a file says stands behind a bar. */
function quotedLines({ text, entities }: ChatMessage): readonly string[] {
  let offset = 0;
  return text.split('\n').map((line) => {
    const at = offset;
    offset += line.length + 1;
    return entities.some(
      (entity) => isBlock(entity) && entity.offset <= at && at < entity.offset + entity.length,
    )
      ? `│ ${line}`.trimEnd()
      : line;
  });
}

const isBlock = ({ type }: MessageEntity): boolean =>
  type === 'pre' || type === 'blockquote' || type === 'expandable_blockquote';
