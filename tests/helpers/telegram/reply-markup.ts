import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { badRequest } from './refusal.ts';

const LONGEST_DATA_BYTES = 64;
const MOST_BUTTONS = 100;

/** The inline keyboard of a message, checked; other keyboards belong to the chat, not to the message. */
export function inlineKeyboard(markup: object | undefined): { reply_markup?: InlineKeyboardMarkup } {
  if (markup === undefined || !('inline_keyboard' in markup)) return {};
  const { inline_keyboard: rows } = markup as InlineKeyboardMarkup;
  const buttons = rows.flat();
  if (buttons.length > MOST_BUTTONS) throw badRequest('reply markup is too long');
  buttons.forEach(checkButton);
  const filled = rows.filter((row) => row.length > 0);
  return filled.length === 0 ? {} : { reply_markup: { inline_keyboard: filled } };
}

function checkButton(button: InlineKeyboardButton): void {
  if (button.text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (!('callback_data' in button)) return;
  const bytes = Buffer.byteLength(button.callback_data);
  if (bytes === 0 || bytes > LONGEST_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
}
