import type { Document } from './document.ts';
import { findFields } from './find-fields.ts';
import type { Finding } from './finding.ts';
import { isGuard } from './near-field.ts';
import { quote } from './quote.ts';
import type { Section } from './split-tasks.ts';

/** Text before the first task is free, but a safety setting for all tasks written there would do nothing. */
export function checkPreamble(document: Document, [first]: readonly Section[]): Finding[] {
  const end = document.lines.begin(first?.offset ?? 0);
  return findFields(document, 0, end)
    .marks.filter(({ name }) => isGuard(name))
    .map(({ offset, name = '' }) => {
      const message = `${quote(name)} above the first task is only text: write it in each task that needs it.`;
      return { offset, message };
    });
}
