import { describe, expect, it } from '@jest/globals';
import { checkFile } from '../../src/config/check-file.ts';
import { toConfig } from '../../src/config/to-config.ts';
import type { Config } from '../../src/config/config.ts';
import { operatorWords } from '../../src/core/operator/index.ts';
import { faultsIn } from './faults-in.ts';

const TOKEN = `123456789:AA${'x'.repeat(33)}`;

function telegramOf(text: string, env: Readonly<Record<string, string>> = {}): Config['telegram'] {
  const checked = checkFile(`telegram:\n${text}`, env);
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message).join('\n'));
  return toConfig(checked.file, '/srv').telegram;
}

const botOf = (text: string, env?: Readonly<Record<string, string>>): Config['telegram'] =>
  telegramOf(`  token: ${TOKEN}\n${text}`, env);

describe('the section telegram', () => {
  it('is complete with a token alone', () => {
    expect(botOf('')).toEqual({ token: TOKEN, operators: [] });
  });

  it('means nothing without a token', () => {
    expect(telegramOf('  chat_id: 5\n  operators: [5]\n  timezone: UTC\n')).toBeUndefined();
  });

  it('takes everything there is to set', () => {
    const text = [
      '  chat_id: -1001234567890',
      '  operators: [12345678901, "7", 7]',
      '  topic_id: 123456',
      '  timezone: Europe/Berlin',
      '  commands: [/status, Approve, approve]',
      '  api_root: http://localhost:8081/bots',
    ].join('\n');
    expect(botOf(text)).toEqual({
      token: TOKEN,
      chatId: -1_001_234_567_890,
      operators: [12_345_678_901, 7],
      topicId: 123_456,
      timezone: 'Europe/Berlin',
      commands: ['status', 'approve'],
      apiRoot: 'http://localhost:8081/bots',
    });
  });

  it('is filled from variables', () => {
    const text = [
      '  token: ${TELEGRAM_BOT_TOKEN}',
      '  chat_id: "${TELEGRAM_CHAT_ID}"',
      '  operators: ${ME}',
      '  topic_id: ${TOPIC}',
    ].join('\n');
    const env = { TELEGRAM_BOT_TOKEN: ` ${TOKEN} `, TELEGRAM_CHAT_ID: '-42', ME: '7', TOPIC: '3' };
    expect(telegramOf(text, env)).toMatchObject({ token: TOKEN, chatId: -42, operators: [7], topicId: 3 });
  });

  it.each([
    ['  chat_id: 5', [5]],
    ['  chat_id: -5', []],
    ['  chat_id: 5\n  operators: [6]', [6]],
    ['  chat_id: 5\n  operators: []', []],
    ['  operators: 6', [6]],
  ] as const)('with %j lets %j give commands', (text, operators) => {
    expect(botOf(text)?.operators).toEqual(operators);
  });

  it.each(['UTC', 'utc', 'America/Argentina/Ushuaia', 'Europe/Kyiv'])('knows the time zone %s', (zone) => {
    expect(botOf(`  timezone: ${zone}`)?.timezone).toBe(zone);
  });
});

const NO_TOKEN =
  "expected the bot's token as @BotFather gave it: digits, a colon, then letters, digits, - and _.";
const NO_CHAT = 'expected the id of a chat: a whole number such as 123456789, or -1001234567890 for a group.';
const NO_USERS =
  'expected a list of user ids such as [123456789]: positive numbers, for a group has a negative one and is no person.';
const NO_TOPIC = 'expected the id of a topic in the group: a whole number such as 42.';
const NO_ZONE = 'expected the name of a time zone, such as Europe/Berlin or UTC';
const NO_ROOT =
  'expected an address such as http://localhost:8081, without a password, a query or a slash at its end.';
const NO_COMMANDS = 'expected a list of commands such as [status, approve]; without the key all are offered.';
const COMMANDS = operatorWords.map(({ name }) => name).join(', ');

describe('what is refused of it', () => {
  it.each([
    ['token: hush-4711-hush', `10: telegram.token: found a value that is not shown here, ${NO_TOKEN}`],
    ['token: 4711', `10: telegram.token: found a value that is not shown here, ${NO_TOKEN}`],
    ['token: 123:short', `10: telegram.token: found a value that is not shown here, ${NO_TOKEN}`],
    ['token: [hush-4711]', `10: telegram.token: found a value that is not shown here, ${NO_TOKEN}`],
    ['token: {hush: 4711}', `10: telegram.token: found a section, ${NO_TOKEN}`],
    ['token:', `3: telegram.token: found nothing, ${NO_TOKEN}`],
    ['token: ${EMPTY}', `10: telegram.token: found the value of "\${EMPTY}", ${NO_TOKEN}`],
    ['token: hush${EMPTY}', `10: telegram.token: found a value that is not shown here, ${NO_TOKEN}`],
    [
      'token: ${NONE}',
      '10: telegram.token: ${NONE} is not set: set it in the environment or in .env beside this file.',
    ],
    [
      `${TOKEN}: 1`,
      `3: telegram.[redacted]: unknown key; expected one of token, chat_id, operators, topic_id, timezone, commands, api_root.`,
    ],
    ['chat_id: "@team"', `12: telegram.chat_id: found "@team", ${NO_CHAT}`],
    ['chat_id: 1.5', `12: telegram.chat_id: found 1.5, ${NO_CHAT}`],
    ['chat_id: 0', `12: telegram.chat_id: found 0, ${NO_CHAT}`],
    ['chat_id: "12345678901234567890"', `12: telegram.chat_id: found "12345678901234567890", ${NO_CHAT}`],
    [`chat_id: ${TOKEN}`, `12: telegram.chat_id: found "[redacted]", ${NO_CHAT}`],
    ['operators: [me]', `14: telegram.operators: found ["me"], ${NO_USERS}`],
    ['operators: [5, -7]', `14: telegram.operators: found [5,-7], ${NO_USERS}`],
    ['operators: 1.5', `14: telegram.operators: found 1.5, ${NO_USERS}`],
    [
      'operators: ["${NONE}"]',
      '15: telegram.operators.0: ${NONE} is not set: set it in the environment or in .env beside this file.',
    ],
    ['topic_id: -3', `13: telegram.topic_id: found -3, ${NO_TOPIC}`],
    ['topic_id: general', `13: telegram.topic_id: found "general", ${NO_TOPIC}`],
    [
      'timezone: Europe/Berln',
      `13: telegram.timezone: found "Europe/Berln", ${NO_ZONE}: did you mean Europe/Berlin?`,
    ],
    [
      'timezone: new york',
      `13: telegram.timezone: found "new york", ${NO_ZONE}: did you mean America/New_York?`,
    ],
    ['timezone: "+02:00"', `13: telegram.timezone: found "+02:00", ${NO_ZONE}.`],
    ['timezone: 2', `13: telegram.timezone: found 2, ${NO_ZONE}.`],
    ['timezone: the moon', `13: telegram.timezone: found "the moon", ${NO_ZONE}.`],
    [
      'commands: [status, /aprove]',
      `22: telegram.commands.1: found "/aprove", expected one of ${COMMANDS}: did you mean approve?`,
    ],
    ['commands: [dance]', `14: telegram.commands.0: found "dance", expected one of ${COMMANDS}.`],
    ['commands: [5]', `14: telegram.commands.0: found 5, expected one of ${COMMANDS}.`],
    ['commands: status', `13: telegram.commands: found "status", ${NO_COMMANDS}`],
    ['commands: []', `13: telegram.commands: found [], ${NO_COMMANDS}`],
    ['api_root: localhost:8081', `13: telegram.api_root: found "localhost:8081", ${NO_ROOT}`],
    ['api_root: ftp://host', `13: telegram.api_root: found "ftp://host", ${NO_ROOT}`],
    ['api_root: http://host/', `13: telegram.api_root: found "http://host/", ${NO_ROOT}`],
    ['api_root: http://host?a=b', `13: telegram.api_root: found "http://host?a=b", ${NO_ROOT}`],
    ['api_root: http://a:b@host', `13: telegram.api_root: found "http://a:b@host", ${NO_ROOT}`],
    ['api_root: http://ho st', `13: telegram.api_root: found "http://ho st", ${NO_ROOT}`],
    ['api_root: "http://"', `13: telegram.api_root: found "http://", ${NO_ROOT}`],
    ['chatid: 5', '3: telegram.chatid: unknown key; did you mean `chat_id`?'],
  ] as const)('%j', (text, told) => {
    expect(faultsIn(`telegram:\n  ${text}\n`, { EMPTY: '' })).toEqual([`config.yaml:2:${told}`]);
  });

  it('does not show what stands in its place', () => {
    const keys = 'token, chat_id, operators, topic_id, timezone, commands, api_root';
    expect(faultsIn('telegram: hush-4711')).toEqual([
      `config.yaml:1:11: telegram: found a value that is not shown here, expected a section with the keys ${keys}.`,
    ]);
  });
});
