import type { MessageEntity } from 'grammy/types';
import { checkEntities, foundEntities, trimmed, type FormattedText } from './entities.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { badRequest } from './refusal.ts';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;

export interface TextParams {
  readonly text: string;
  readonly parse_mode?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
}

/** The text of a message as it will be shown; `tooLong` is what Telegram says, which differs by method. */
export function messageText(params: TextParams, tooLong: string): FormattedText {
  const shown = shownText(params);
  if (shown.text === '') throw badRequest('message text is empty');
  if (shown.text.length > LONGEST_TEXT) throw badRequest(tooLong);
  return shown;
}

export function captionText(params: TextParams): FormattedText {
  const shown = shownText(params);
  if (shown.text.length > LONGEST_CAPTION) throw badRequest('message caption is too long');
  return shown;
}

function shownText({ text, parse_mode, entities = [] }: TextParams): FormattedText {
  const formatted =
    parse_mode === undefined || parse_mode === '' ? { text, entities } : parsed(text, parse_mode);
  checkEntities(formatted);
  const shown = trimmed(formatted);
  const found = foundEntities(shown.text).filter(
    (one) =>
      !shown.entities.some(
        (given) => given.offset < one.offset + one.length && one.offset < given.offset + given.length,
      ),
  );
  return trimmed({ text: shown.text, entities: [...shown.entities, ...found] });
}

function parsed(text: string, mode: string): FormattedText {
  switch (mode.toLowerCase()) {
    case 'html':
      return parseHtml(text);
    case 'markdownv2':
      return parseMarkdown(text, 'MarkdownV2');
    case 'markdown':
      return parseMarkdown(text, 'Markdown');
    default:
      throw badRequest('unsupported parse_mode');
  }
}
