import type { Evidence } from '../../../core/attempt/index.ts';
import { diffstat } from '../../../core/wording/tree-changes.ts';
import type { Tasks } from '../../../core/wording/place.ts';
import { headOf } from './names.ts';
import { bold, cleaned, cleanedLine, codeBlock, lines, type Rich } from './rich-text.ts';

/** Telegram's limit. */
const LONGEST_TEXT = 4_096;
const LONGEST_SENTENCE = 500;

export interface Diff {
  readonly text: string;
  /** Undefined: it was too long to be kept to its end. */
  readonly whole: boolean;
}

/** What an attempt changed: a message where it fits one, else a file. */
export type DiffMessage =
  | { readonly kind: 'message'; readonly text: Rich }
  | { readonly kind: 'file'; readonly name: string; readonly content: string; readonly caption: string };

export function diffMessage(
  session: Tasks | undefined,
  epoch: number,
  evidence: Evidence | undefined,
  diff: Diff | undefined,
): DiffMessage {
  const message = (...parts: readonly (Rich | string)[]): DiffMessage => ({
    kind: 'message',
    text: lines(...parts),
  });
  if (!evidence) return message(`⚠️ What attempt ${epoch} changed is not known.`);
  const { task, changes, trouble } = evidence;
  const head = `📋 ${headOf(session, task)} · attempt ${epoch}`;
  if (!changes) {
    const why = trouble === undefined ? '' : cleanedLine(trouble, LONGEST_SENTENCE);
    return message(bold(head), '⚠️ What it changed is not known.', why);
  }
  const stat = diffstat(changes);
  if (changes.total === 0) return message(bold(head), stat);
  if (!diff) return message(bold(head), stat, '⚠️ Its diff is not there any more.');
  const text = lines(bold(head), stat, codeBlock(cleaned(diff.text).trimEnd(), 'diff'));
  if (diff.whole && text.text.length <= LONGEST_TEXT) return { kind: 'message', text };
  return {
    kind: 'file',
    name: `task-${task}-attempt-${epoch}.diff`,
    content: diff.text,
    caption: `${head}\n${stat}${diff.whole ? '' : '\n⚠️ Only its beginning: the rest was too long.'}`,
  };
}
