import { describe, expect, it } from '@jest/globals';
import { parseWords } from '../../../src/adapters/terminal/parse-words.ts';

const APPROVE =
  '"approve" takes nothing, "all" or a number of tasks from 1 to 999, "until 18:00" and "while < $2"';

describe('typed words', () => {
  it.each([
    ['approve', { type: 'approve' }],
    ['a', { type: 'approve' }],
    ['  APPROVE  ', { type: 'approve' }],
    ['/approve', { type: 'approve' }],
    ['approve 3', { type: 'approve', count: 3 }],
    ['a 12', { type: 'approve', count: 12 }],
    ['/approve all', { type: 'approve', count: 'all' }],
    ['a 3 until 9:30 while < $2', { type: 'approve', count: 3, untilTime: '09:30', belowUsd: 2 }],
    ['u', { type: 'undo' }],
    ['undo force', { type: 'undo', force: true }],
    ['y', { type: 'redo' }],
    ['e', { type: 'reload' }],
    ['o', { type: 'unleash' }],
    ['leash off', { type: 'unleash' }],
    ['skip', { type: 'skip' }],
    ['k', { type: 'skip' }],
    ['retry', { type: 'retry', words: undefined }],
    ['r', { type: 'retry', words: undefined }],
    ['/retry use the other table', { type: 'retry', words: 'use the other table' }],
    ['retry  Two  spaces stay', { type: 'retry', words: 'Two  spaces stay' }],
    ['retry \u001b[31mred\u001b[0m', { type: 'retry', words: 'red' }],
    ['pause', { type: 'pause' }],
    ['resume', { type: 'resume' }],
    ['stop', { type: 'stop' }],
    ['q', { type: 'stop' }],
    ['Q confirm', { type: 'stop', confirm: true }],
  ])('%j is a command', (line, command) => {
    expect(parseWords(line)).toEqual({ kind: 'command', command });
  });

  it.each([
    ['status', { what: 'status' }],
    ['logs', { what: 'logs', lines: 10 }],
    ['l 500', { what: 'logs', lines: 500 }],
    ['/logs 20', { what: 'logs', lines: 20 }],
    ['?', { what: 'help' }],
    ['details', { what: 'details' }],
    ['diff', { what: 'diff' }],
    ['V', { what: 'diff' }],
    ['leash', { what: 'status' }],
  ])('%j is answered here', (line, local) => {
    expect(parseWords(line)).toEqual({ kind: 'look', ...local });
  });

  it.each([
    ['', 'Nothing was typed. Type "help" for the list of commands.'],
    ['/', 'Nothing was typed. Type "help" for the list of commands.'],
    ['s', '"s" could be skip, stop or status: write the word.'],
    ['approve 0', `${APPROVE}; "0" was found.`],
    ['approve x', `${APPROVE}; "x" was found.`],
    ['approve 3 4', '"approve" takes one number of tasks; "4" is one too many.'],
    ['approve -1', `${APPROVE}; "-1" was found.`],
    ['approve 1.5', `${APPROVE}; "1.5" was found.`],
    ['logs 501', '"logs" takes nothing or a number of lines from 1 to 500; "501" was found.'],
    ['skip 3', '"skip" takes no more words; "3" was found after it.'],
    ['stop now', '"stop" takes nothing or "confirm"; "now" was found.'],
    ['d 2', '"details" takes no more words; "2" was found after it.'],
    ['start', 'A session is open already; "stop" closes it.'],
  ])('%j is answered with a sentence and nothing else', (line, sentence) => {
    expect(parseWords(line)).toEqual({ kind: 'unclear', sentence });
  });

  it.each(['yes', 'constructor', 'aprove', 'sqlite', '/sqlite, please'])(
    '%j begins with no command',
    (line) => {
      const [word = ''] = line.replace('/', '').split(' ');
      expect(parseWords(line)).toEqual({ kind: 'unknown', word });
    },
  );
});
