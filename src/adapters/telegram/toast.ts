import type { Tap } from './asked.ts';
import type { Conversation } from './conversation.ts';

/** Answers a tap with a few words, with none, or with an alert that has to be closed. */
export function toast(
  { answers, desk }: Pick<Conversation, 'answers' | 'desk'>,
  tap: Tap,
  text = '',
  alert = false,
): void {
  answers.post(() => desk.answerTap(tap.id, { text, alert }));
}
