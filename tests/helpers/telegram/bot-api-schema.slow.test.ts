import { describe, expect, it } from '@jest/globals';
import { botApiSchema } from './bot-api-schema.ts';
import { requestCheck } from './request-check.ts';

const check = requestCheck();

describe('the schema of the installed types', () => {
  it('knows every method with its parameters', () => {
    const methods = botApiSchema().definitions['ApiMethods']?.properties ?? {};
    expect(Object.keys(methods).length).toBeGreaterThan(180);
    expect(Object.keys(methods['sendMessage']?.properties ?? {})).toEqual(
      expect.arrayContaining(['chat_id', 'text', 'entities', 'reply_markup', 'reply_parameters']),
    );
    expect(check.nameOf('SENDmessage')).toBe('sendMessage');
    expect(check.nameOf('sendNothing')).toBeUndefined();
  });

  it('accepts what is right', () => {
    const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'go', style: 'success' }]] };
    expect(check.params('sendMessage', { chat_id: 7, text: 'x', reply_markup: keyboard })).toEqual({
      violations: [],
      refused: false,
    });
    expect(check.params('sendDocument', { chat_id: 7, document: 'attach://a' }).violations).toEqual([]);
  });

  it.each([
    ['a wrong type', { chat_id: 7, text: 12 }, '/text type "number" is invalid'],
    ['a missing parameter', { chat_id: 7 }, 'does not have required property "text"'],
    [
      'a wrong type inside',
      { chat_id: 7, text: 'x', reply_markup: { inline_keyboard: {} } },
      '/inline_keyboard type "object" is invalid',
    ],
    ['a wrong value', { chat_id: 7, text: 'x', parse_mode: 'html' }, '/parse_mode does not match any of'],
  ])('refuses %s', (_what, params, reason) => {
    const { violations, refused } = check.params('sendMessage', params);
    expect(refused).toBe(true);
    expect(violations.join()).toContain(reason);
  });

  it('reports an unknown parameter, but does not refuse it', () => {
    expect(check.params('sendMessage', { chat_id: 7, text: 'x', silent: true })).toEqual({
      violations: ['unknown parameter silent'],
      refused: false,
    });
    const nested = check.params('sendMessage', {
      chat_id: 7,
      text: 'x',
      link_preview_options: { off: true },
    });
    expect(nested).toEqual({ violations: ['/link_preview_options unknown parameter off'], refused: false });
  });

  it('knows updates', () => {
    const chat = { id: 7, type: 'private', first_name: 'Anna' };
    const message = {
      message_id: 1,
      date: 1,
      chat,
      from: { id: 7, is_bot: false, first_name: 'Anna' },
      text: 'x',
    };
    expect(check.update({ update_id: 1, message })).toEqual([]);
    expect(check.update({ update_id: 1, message: { ...message, date: 'now' } })).not.toEqual([]);
    expect(check.update({ message })).not.toEqual([]);
  });

  it('knows which types a parameter may have', () => {
    expect([...check.typesOf('sendMessage', 'chat_id')].sort()).toEqual(['number', 'string']);
    expect([...check.typesOf('sendMessage', 'reply_markup')]).toContain('object');
    expect(check.typesOf('sendMessage', 'nothing').size).toBe(0);
  });
});
