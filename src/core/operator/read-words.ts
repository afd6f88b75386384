import { nearestName } from '../text/nearest.ts';
import { oneLine } from '../text/plain-text.ts';
import { shortened } from '../text/shortened.ts';
import { operatorWords, type OperatorCommand, type OperatorName } from './operator-words.ts';
import { readApproval } from './read-approval.ts';
import { paddedTime, TIME_OF_DAY } from './time-of-day.ts';

/** What a line of an operator's words asks for. */
export type Words =
  | { readonly kind: 'command'; readonly command: WrittenCommand }
  /** Which file is meant when none was named is the channel's to find out. */
  | { readonly kind: 'start'; readonly file?: string | undefined }
  /** Answered at once, by whoever shows things to the operator. */
  | { readonly kind: 'look'; readonly what: 'status' | 'help' | 'diff' }
  | { readonly kind: 'look'; readonly what: 'logs'; readonly lines: number }
  | { readonly kind: 'unclear'; readonly sentence: string };

export type WrittenCommand = Exclude<OperatorCommand, { readonly type: 'start' }>;

const USUAL_LINES = 10;
const MOST_LINES = 500;
const SHOWN = 40;

/**
 * Reads `approve 3 until 18:00` or `/retry use the other table`; whatever is not clearly a command is never one. `names` are
 * those an unknown word is compared with.
 */
export function readWords(
  line: string,
  names: readonly string[] = operatorWords.map(({ name }) => name),
): Words {
  const { word, rest } = splitWords(line);
  const written = word.toLowerCase();
  if (written === '') return unclear('Nothing was typed. Type "help" for the list of commands.');
  const known = operatorWords.find(({ name }) => name === written);
  if (known) return readers[known.name](rest);
  const near = nearestName(written, names);
  const hint = near === undefined ? `The commands are: ${names.join(', ')}.` : `Did you mean "${near}"?`;
  return unclear(`"${shortened(word, SHOWN)}" is not a command. ${hint}`);
}

/** The first word, without its slash, and what stands after it. */
export function splitWords(line: string): { readonly word: string; readonly rest: string } {
  const text = line.trim().replace(/^\//, '');
  const end = text.search(/\s|$/);
  return { word: text.slice(0, end), rest: text.slice(end).trim() };
}

/** Told about words after one that takes none. */
export const noMoreWords = (name: string, rest: string): string =>
  `"${name}" takes no more words; "${shortened(rest, SHOWN)}" was found after it.`;

const readers: Readonly<Record<OperatorName, (rest: string) => Words>> = {
  start: (rest) => ({ kind: 'start', file: rest === '' ? undefined : rest }),
  approve: readApprove,
  allow: readAllow,
  instead: readInstead,
  deny: (rest) => command({ type: 'deny', words: shownOf(rest) }),
  answer: readAnswer,
  wait: readWait,
  skip: alone('skip', command({ type: 'skip' })),
  retry: (rest) => command({ type: 'retry', words: shownOf(rest) }),
  undo: (rest) => readBack('undo', rest),
  redo: (rest) => readBack('redo', rest),
  reload: alone('reload', command({ type: 'reload' })),
  leash: readLeash,
  pause: alone('pause', command({ type: 'pause' })),
  resume: alone('resume', command({ type: 'resume' })),
  stop: readStop,
  diff: alone('diff', { kind: 'look', what: 'diff' }),
  logs: readLogs,
  status: alone('status', { kind: 'look', what: 'status' }),
  help: alone('help', { kind: 'look', what: 'help' }),
};

function alone(name: OperatorName, words: Words): (rest: string) => Words {
  return (rest) => (rest === '' ? words : unclear(noMoreWords(name, rest)));
}

function readApprove(rest: string): Words {
  const approval = readApproval(rest);
  return 'fault' in approval ? unclear(approval.fault) : command({ type: 'approve', ...approval });
}

function readAllow(rest: string): Words {
  if (rest === '') return command({ type: 'allow' });
  if (rest.toLowerCase() === 'task') return command({ type: 'allow', forTask: true });
  return unclear(
    `"allow" takes nothing or "task"; "${shortened(rest, SHOWN)}" was found. Another command is given with "instead".`,
  );
}

function readInstead(rest: string): Words {
  if (rest !== '') return command({ type: 'allow', instead: rest });
  return unclear('"instead" takes the command that is to be run; nothing was found.');
}

/** Undefined where nothing of it can be seen. */
const shownOf = (words: string): string | undefined => (oneLine(words) === '' ? undefined : words);

function readAnswer(rest: string): Words {
  if (shownOf(rest) !== undefined) return command({ type: 'answer', answers: { words: rest } });
  return unclear('"answer" takes the number of an option, or words; nothing was found.');
}

function readWait(rest: string): Words {
  if (TIME_OF_DAY.test(rest)) return command({ type: 'wait', time: paddedTime(rest) });
  const found = rest === '' ? 'nothing' : `"${shortened(rest, SHOWN)}"`;
  return unclear(`"wait" takes a time from 00:00 to 23:59, such as 09:00; ${found} was found.`);
}

function readBack(type: 'undo' | 'redo', rest: string): Words {
  if (rest === '') return command({ type });
  if (rest.toLowerCase() === 'force') return command({ type, force: true });
  return unclear(`"${type}" takes nothing or "force"; "${shortened(rest, SHOWN)}" was found.`);
}

/** How long the leash is stands in the status. */
function readLeash(rest: string): Words {
  if (rest === '') return { kind: 'look', what: 'status' };
  if (rest.toLowerCase() === 'off') return command({ type: 'unleash' });
  return unclear(
    `"leash" takes nothing or "off"; "${shortened(rest, SHOWN)}" was found. A leash is given with "approve".`,
  );
}

function readStop(rest: string): Words {
  if (rest === '') return command({ type: 'stop' });
  if (rest.toLowerCase() === 'confirm') return command({ type: 'stop', confirm: true });
  return unclear(`"stop" takes nothing or "confirm"; "${shortened(rest, SHOWN)}" was found.`);
}

function readLogs(rest: string): Words {
  const lines = rest === '' ? USUAL_LINES : numberUpTo(MOST_LINES, rest);
  if (lines !== undefined) return { kind: 'look', what: 'logs', lines };
  return unclear(
    `"logs" takes nothing or a number of lines from 1 to ${MOST_LINES}; "${shortened(rest, SHOWN)}" was found.`,
  );
}

function numberUpTo(most: number, written: string): number | undefined {
  if (!/^\d{1,6}$/.test(written)) return undefined;
  const number = Number(written);
  return number >= 1 && number <= most ? number : undefined;
}

function command(asked: WrittenCommand): Words {
  return { kind: 'command', command: asked };
}

function unclear(sentence: string): Words {
  return { kind: 'unclear', sentence };
}
