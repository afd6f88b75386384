import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Tasks } from '../../../core/wording/place.ts';
import { headOf } from './names.ts';
import { outsideWords, WHOLE } from './outside-words.ts';
import { bold, cleaned, lines, quote, type Rich } from './rich-text.ts';

/** Everything that Claude said last in an attempt; has to be split. */
export function saidMessage(session: Tasks | undefined, record: AttemptRecord | undefined): Rich {
  if (!record) return lines('⚠️ That attempt left nothing behind that can be read.');
  const head = bold(`📋 ${headOf(session, record.task)} · attempt ${record.epoch}`);
  const text = cleaned(record.finalText).trim();
  return text === ''
    ? lines(head, 'Claude said nothing at its end.')
    : lines(head, 'Claude said last:', quote(outsideWords(text, WHOLE)));
}
