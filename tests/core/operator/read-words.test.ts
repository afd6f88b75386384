import { describe, expect, it } from '@jest/globals';
import { operatorWords, readWords } from '../../../src/core/operator/index.ts';

describe("an operator's words", () => {
  it.each([
    ['approve', { type: 'approve' }],
    ['  APPROVE  ', { type: 'approve' }],
    ['/approve', { type: 'approve' }],
    ['approve 3', { type: 'approve', count: 3 }],
    ['approve 999', { type: 'approve', count: 999 }],
    ['/approve All', { type: 'approve', count: 'all' }],
    ['allow', { type: 'allow' }],
    ['/Allow TASK', { type: 'allow', forTask: true }],
    ['instead npm ci --omit=dev && ls', { type: 'allow', instead: 'npm ci --omit=dev && ls' }],
    ['deny', { type: 'deny', words: undefined }],
    ['deny \u200b', { type: 'deny', words: undefined }],
    ['/deny use the other table', { type: 'deny', words: 'use the other table' }],
    ['answer 1,3', { type: 'answer', answers: { words: '1,3' } }],
    ['Answer SQLite,  as before', { type: 'answer', answers: { words: 'SQLite,  as before' } }],
    ['wait 9:00', { type: 'wait', time: '09:00' }],
    ['wait 23:59', { type: 'wait', time: '23:59' }],
    ['skip', { type: 'skip' }],
    ['retry', { type: 'retry', words: undefined }],
    ['/retry use the other table', { type: 'retry', words: 'use the other table' }],
    ['retry  Two  spaces stay ', { type: 'retry', words: 'Two  spaces stay' }],
    ['retry first line\nsecond line', { type: 'retry', words: 'first line\nsecond line' }],
    ['undo', { type: 'undo' }],
    ['/Undo Force', { type: 'undo', force: true }],
    ['redo', { type: 'redo' }],
    ['redo force', { type: 'redo', force: true }],
    ['reload', { type: 'reload' }],
    ['/leash OFF', { type: 'unleash' }],
    ['pause', { type: 'pause' }],
    ['resume', { type: 'resume' }],
    ['stop', { type: 'stop' }],
    ['/stop Confirm', { type: 'stop', confirm: true }],
  ])('%j is a command', (line, command) => {
    expect(readWords(line)).toEqual({ kind: 'command', command });
  });

  it.each([
    ['start', undefined],
    ['/start Tuesday list.md', 'Tuesday list.md'],
  ])('%j begins with a file', (line, file) => {
    expect(readWords(line)).toEqual({ kind: 'start', file });
  });

  it.each([
    ['status', { what: 'status' }],
    ['/help', { what: 'help' }],
    ['leash', { what: 'status' }],
    ['diff', { what: 'diff' }],
    ['logs', { what: 'logs', lines: 10 }],
    ['logs 500', { what: 'logs', lines: 500 }],
  ])('%j only asks to see something', (line, look) => {
    expect(readWords(line)).toEqual({ kind: 'look', ...look });
  });

  const logsTakes = '"logs" takes nothing or a number of lines from 1 to 500;';
  it.each([
    ['', 'Nothing was typed. Type "help" for the list of commands.'],
    [' / ', 'Nothing was typed. Type "help" for the list of commands.'],
    ['logs 0', `${logsTakes} "0" was found.`],
    ['logs 501', `${logsTakes} "501" was found.`],
    ['allow it', '"allow" takes nothing or "task"; "it" was found. Another command is given with "instead".'],
    ['allow task 2', expect.stringContaining('"task 2" was found.')],
    ['instead', '"instead" takes the command that is to be run; nothing was found.'],
    ['answer', '"answer" takes the number of an option, or words; nothing was found.'],
    ['answer \u200b', '"answer" takes the number of an option, or words; nothing was found.'],
    ['wait', '"wait" takes a time from 00:00 to 23:59, such as 09:00; nothing was found.'],
    ['wait 24:00', '"wait" takes a time from 00:00 to 23:59, such as 09:00; "24:00" was found.'],
    ['wait 9', '"wait" takes a time from 00:00 to 23:59, such as 09:00; "9" was found.'],
    [
      'wait 09:00 tomorrow',
      '"wait" takes a time from 00:00 to 23:59, such as 09:00; "09:00 tomorrow" was found.',
    ],
    ['skip 3', '"skip" takes no more words; "3" was found after it.'],
    ['status now', '"status" takes no more words; "now" was found after it.'],
    ['undo 3', '"undo" takes nothing or "force"; "3" was found.'],
    ['redo it', '"redo" takes nothing or "force"; "it" was found.'],
    ['reload force', '"reload" takes no more words; "force" was found after it.'],
    ['leash 3', '"leash" takes nothing or "off"; "3" was found. A leash is given with "approve".'],
    ['diff 2', '"diff" takes no more words; "2" was found after it.'],
    ['stop it', '"stop" takes nothing or "confirm"; "it" was found.'],
    ['aprove', '"aprove" is not a command. Did you mean "approve"?'],
    [
      'yes, go on',
      '"yes," is not a command. The commands are: start, approve, allow, instead, deny, answer, skip, retry, undo, redo, reload, leash, wait, pause, resume, stop, diff, logs, status, help.',
    ],
    ['constructor', expect.stringContaining('"constructor" is not a command.')],
  ])('%j is answered with a sentence and is no command', (line, sentence) => {
    expect(readWords(line)).toEqual({ kind: 'unclear', sentence });
  });

  it('compares an unknown word with the names of the channel', () => {
    expect(readWords('detials', ['details', 'help'])).toEqual({
      kind: 'unclear',
      sentence: '"detials" is not a command. Did you mean "details"?',
    });
  });

  it.each(operatorWords.map(({ name, args }) => ({ name, args })))(
    '$name reads as its help says',
    ({ name, args }) => {
      expect(readWords(name).kind === 'unclear').toBe(args.startsWith('<'));
      expect(readWords(`${name} some words`).kind === 'unclear').toBe(!/words|file|command/.test(args));
    },
  );
});
