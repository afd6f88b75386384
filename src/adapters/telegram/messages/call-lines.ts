import type { Shown } from '../../../core/permission/index.ts';
import { toolName } from '../../../core/wording/asked-call.ts';
import { CALLS_IT, TO_FIND_OUT, TO_HOLD } from '../../../core/wording/shown-call.ts';
import type { TextFile } from '../sender.ts';
import { short } from './cut.ts';
import { outsideWords } from './outside-words.ts';
import { cleanedLine, code, codeBlock, explicit, type Rich } from './rich-text.ts';
import type { Room } from './room.ts';

/** What a call would do, as far as a card has room for it. */
export interface CallLines {
  readonly parts: readonly (Rich | string)[];
  /** There is more of it. */
  readonly isCut: boolean;
}

interface Block {
  readonly title: Rich | string;
  readonly text: string;
  readonly language?: string;
}

const LONGEST_PATH = 300;
const FEW_COMMANDS = 5;
const NOTHING = '(nothing)';

/** What is decided about comes in full or says that it does not; what cannot be seen is named. */
export function callLines(tool: string, shown: Shown, room: Pick<Room, 'call' | 'sentence'>): CallLines {
  const { words, blocks } = contentOf(shown);
  const title = pathOf(shown);
  const each = Math.floor(room.call / Math.max(blocks.length, 1));
  return {
    parts: [
      outsideWords(cleanedLine(`Tool: ${toolName(tool)}`, room.sentence), FEW_COMMANDS),
      words === '' ? '' : outsideWords(cleanedLine(words, room.sentence), FEW_COMMANDS),
      title === '' ? '' : code(short(title, LONGEST_PATH)),
      ...blocks.flatMap((block) => [block.title, codeBlock(short(block.text, each), block.language)]),
    ],
    isCut: title.length > LONGEST_PATH || blocks.some(({ text }) => text.length > each),
  };
}

/** All of it, for a file. */
export function wholeCall(task: number, tool: string, shown: Shown): Omit<TextFile, 'caption'> {
  const { words, blocks } = contentOf(shown);
  const title = pathOf(shown);
  const isDiff = blocks.every(({ language }) => language === 'diff');
  return {
    name: `task-${task}-${isDiff ? 'asked.diff' : 'asked.txt'}`,
    content: [toolName(tool), words, title, ...blocks.map(({ text }) => `\n${text}`)]
      .filter((part) => part !== '')
      .join('\n'),
  };
}

/** On one line. */
const pathOf = (shown: Shown): string =>
  shown.kind === 'edit' || shown.kind === 'write' ? explicit(shown.path).replaceAll('\n', '⟨U+000A⟩') : '';

function contentOf(shown: Shown): { readonly words: string; readonly blocks: readonly Block[] } {
  switch (shown.kind) {
    case 'command':
      return {
        words: shown.description === undefined ? '' : `${CALLS_IT}: ${shown.description}`,
        blocks: [block('', shown.command, 'bash')],
      };
    case 'edit':
      return { words: '', blocks: [block('', lineEnds(shown.diff), 'diff')] };
    case 'write':
      return {
        words: '',
        blocks: [
          shown.diff === undefined
            ? block(TO_HOLD, lineEnds(shown.content))
            : block('', lineEnds(shown.diff), 'diff'),
        ],
      };
    case 'fetch':
      return {
        words: shown.prompt === undefined ? '' : `${TO_FIND_OUT}: ${shown.prompt}`,
        blocks: [block('', shown.url)],
      };
    case 'other':
      return { words: '', blocks: [block('', shown.input, 'json')] };
  }
}

function block(title: string, text: string, language?: string): Block {
  const all = explicit(text).trimEnd();
  return { title, text: all.trim() === '' ? NOTHING : all, ...(language !== undefined && { language }) };
}

/** In a file they are no danger, where in a command they are part of a word. */
const lineEnds = (text: string): string => text.replaceAll('\r\n', '\n');
