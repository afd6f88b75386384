import { describe, expect, it } from '@jest/globals';
import { messagesRequest, readConversation } from '../../src/demo/conversation.ts';
import type { Conversation } from '../../src/demo/model-script.ts';

const read = (messages: unknown[]): Conversation =>
  readConversation(messagesRequest.parse({ model: 'claude-test', messages }));

const user = (...content: unknown[]) => ({ role: 'user', content });
const assistant = (...content: unknown[]) => ({ role: 'assistant', content });
const text = (words: string) => ({ type: 'text', text: words });
const call = { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'ls' } };
const result = (content: unknown, is_error = false) => ({
  type: 'tool_result',
  tool_use_id: 'toolu_1',
  content,
  is_error,
});
const REMINDER = text('<system-reminder>\nToday is Saturday.\n</system-reminder>\n\n');

// The histories are those that Claude CLI 2.1.197 and 2.1.329 send.
describe('readConversation', () => {
  it('leaves out what the CLI adds around the first prompt', () => {
    const conversation = read([
      user(REMINDER, text('Do it\n')),
      { role: 'system', content: 'Agent types: ...' },
    ]);

    expect(conversation).toEqual({
      prompts: ['Do it'],
      turn: 0,
      turnsInAll: 0,
      toolResults: [],
      model: 'claude-test',
    });
  });

  it('counts turns and collects results, as text or as blocks', () => {
    expect(
      read([
        { role: 'user', content: 'Do it' },
        assistant(text('I look.'), call, call),
        user(result('a.txt'), result([text('no'), text('such file')], true), REMINDER),
        assistant(call),
        user(result([{ type: 'image', source: {} }])),
      ]),
    ).toMatchObject({
      turn: 2,
      turnsInAll: 2,
      toolResults: [
        { text: 'a.txt', isError: false },
        { text: 'no\nsuch file', isError: true },
        { text: '', isError: false },
      ],
    });
  });

  it.each([
    [
      'a usage limit, 197',
      [
        user(result('ok'), text('Continue from where you left off.')),
        assistant(text('No response requested.')),
        user(text('Go on')),
      ],
    ],
    ['a usage limit, 329', [user(result('ok'), text('Go on'))]],
    [
      'SIGINT, both',
      [
        user(
          result("The user doesn't want to proceed", true),
          text('[Request interrupted by user for tool use]'),
        ),
        assistant(text('No response requested.')),
        user(text('Go on')),
      ],
    ],
    [
      'SIGKILL, 329',
      [
        user(result('[Tool call interrupted: the session ended]')),
        assistant(text('No response requested.')),
        user(text('Go on')),
      ],
    ],
  ])('begins anew with the prompt after %s', (_, rest) => {
    expect(read([user(REMINDER, text('Do it')), assistant(call), ...rest])).toEqual({
      prompts: ['Do it', 'Go on'],
      turn: 0,
      turnsInAll: 1,
      toolResults: [],
      model: 'claude-test',
    });
  });

  it('goes on counting when a deferred call was resumed without a prompt', () => {
    expect(
      read([
        user(text('Do it')),
        assistant(call),
        user(result('ok'), text('Continue from where you left off.')),
      ]),
    ).toMatchObject({ prompts: ['Do it'], turn: 1, toolResults: [{ text: 'ok' }] });
  });
});
