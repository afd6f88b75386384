import type { OperatorCommand } from '../../app/session-service.ts';
import { nearestName } from '../../core/text/nearest.ts';
import { commandNamed, commandNames, type CommandName } from './command-words.ts';
import { plainText, shortened } from './plain-text.ts';

/** What a typed line asks for. */
export type Words =
  | { readonly kind: 'command'; readonly command: Exclude<OperatorCommand, { type: 'start' }> }
  | { readonly kind: 'local'; readonly what: 'status' | 'help' | 'details' }
  | { readonly kind: 'local'; readonly what: 'logs'; readonly lines: number }
  | { readonly kind: 'unclear'; readonly sentence: string };

const USUAL_LINES = 10;
const MOST_LINES = 500;
const MOST_TASKS = 999;

/** Reads `approve 3`, `/retry use the other table`, `k`; whatever is not clearly a command is never one. */
export function parseWords(line: string): Words {
  const text = plainText(line).trim();
  const [, word = '', rest = ''] = /^\/?(\S*)\s*([^]*)$/.exec(text) ?? [];
  const typed = word.toLowerCase();
  if (typed === '') return unclear('Nothing was typed. Type "help" for the list of commands.');
  if (typed === 's') return unclear('"s" could be skip, stop or status: write the word.');
  if (typed === 'start') return unclear('A session is open already; "stop" closes it.');
  const name = commandNamed(typed);
  if (name) return understood(name, rest.trim());
  const near = nearestName(typed, commandNames);
  const hint = near ? `Did you mean "${near}"?` : `The commands are: ${commandNames.join(', ')}.`;
  return unclear(`"${shortened(word, 40)}" is not a command. ${hint}`);
}

function understood(name: CommandName, rest: string): Words {
  if (name === 'approve') return approve(rest);
  if (name === 'logs') return logs(rest);
  if (name === 'retry') return command({ type: 'retry', words: rest === '' ? undefined : rest });
  if (rest !== '')
    return unclear(`"${name}" takes no more words; "${shortened(rest, 40)}" was found after it.`);
  switch (name) {
    case 'skip':
    case 'pause':
    case 'resume':
    case 'stop':
      return command({ type: name });
    case 'details':
    case 'status':
    case 'help':
      return { kind: 'local', what: name };
  }
}

function approve(rest: string): Words {
  if (rest === '') return command({ type: 'approve' });
  if (rest.toLowerCase() === 'all') return command({ type: 'approve', count: 'all' });
  const count = numberUpTo(MOST_TASKS, rest);
  if (count !== undefined) return command({ type: 'approve', count });
  return unclear(
    `"approve" takes nothing, "all" or a number of tasks from 1 to ${MOST_TASKS}; "${shortened(rest, 40)}" was found.`,
  );
}

function logs(rest: string): Words {
  const lines = rest === '' ? USUAL_LINES : numberUpTo(MOST_LINES, rest);
  if (lines !== undefined) return { kind: 'local', what: 'logs', lines };
  return unclear(
    `"logs" takes nothing or a number of lines from 1 to ${MOST_LINES}; "${shortened(rest, 40)}" was found.`,
  );
}

function numberUpTo(most: number, written: string): number | undefined {
  if (!/^\d{1,6}$/.test(written)) return undefined;
  const number = Number(written);
  return number >= 1 && number <= most ? number : undefined;
}

const command = (asked: Extract<Words, { kind: 'command' }>['command']): Words => ({
  kind: 'command',
  command: asked,
});
const unclear = (sentence: string): Words => ({ kind: 'unclear', sentence });
