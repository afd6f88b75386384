import { noMoreWords, readWords, splitWords, type Words as AnyWords } from '../../core/operator/index.ts';
import { commandNames, hotKeys, type HotKeys } from './command-words.ts';
import { plainText } from '../../core/text/plain-text.ts';

/** What a line typed at a gate asks for. */
export type Words =
  | Exclude<AnyWords, { readonly kind: 'start' }>
  | { readonly kind: 'look'; readonly what: 'details' }
  /** It begins with no command. */
  | { readonly kind: 'unknown'; readonly word: string };

/** Reads the operator's words, and besides them the keys and the word that only the terminal knows. */
export function parseWords(line: string, keys: HotKeys = hotKeys): Words {
  const { word, rest } = splitWords(plainText(line));
  const key = word.toLowerCase();
  const typed = Object.hasOwn(keys, key) ? typedBy(keys[key] ?? '', rest) : word;
  if (typed.toLowerCase() === 's') return unclear('"s" could be skip, stop or status: write the word.');
  if (typed.toLowerCase() === 'details') {
    return rest === '' ? { kind: 'look', what: 'details' } : unclear(noMoreWords('details', rest));
  }
  if (typed !== '' && !isCommand(typed)) return { kind: 'unknown', word: typed };
  const words = readWords(`${typed} ${rest}`, commandNames);
  return words.kind === 'start' ? unclear('A session is open already; "stop" closes it.') : words;
}

/** (A key may type more than a name.) */
const isCommand = (typed: string): boolean => {
  const [name = ''] = typed.toLowerCase().split(' ');
  return [...commandNames, 'start'].includes(name);
};

/** Words of one's own stand instead of those that a key only proposes. */
function typedBy(text: string, rest: string): string {
  const isProposed = text.endsWith(' ') && rest !== '';
  return isProposed ? (text.split(' ')[0] ?? '') : text.trim();
}

function unclear(sentence: string): Words {
  return { kind: 'unclear', sentence };
}
