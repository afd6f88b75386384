import { describe, expect, it } from '@jest/globals';
import { checkFile } from '../../src/config/check-file.ts';
import { allKeys } from '../../src/config/known-keys.ts';
import { faultsIn } from './faults-in.ts';

const ENV = { EMPTY: '', SECRET: 'hush-4711' };

describe('variables in the file', () => {
  it.each([
    [
      'one that is not set',
      'claude:\n  model: ${MISSING}',
      [
        'config.yaml:2:10: claude.model: ${MISSING} is not set: set it in the environment or in .env beside this file.',
      ],
    ],
    [
      'two in one value',
      'paths:\n  logs_dir: ${ONE}/${TWO}',
      [
        'config.yaml:2:13: paths.logs_dir: ${ONE} is not set: set it in the environment or in .env beside this file.',
        'config.yaml:2:13: paths.logs_dir: ${TWO} is not set: set it in the environment or in .env beside this file.',
      ],
    ],
    [
      'one in a list',
      'claude:\n  flags: [--add-dir, "${MISSING}"]',
      [
        'config.yaml:2:22: claude.flags.1: ${MISSING} is not set: set it in the environment or in .env beside this file.',
      ],
    ],
    [
      'a name of every object',
      'claude:\n  model: ${constructor}',
      [
        'config.yaml:2:10: claude.model: ${constructor} is not set: set it in the environment or in .env beside this file.',
      ],
    ],
    [
      'a default as the shell has it',
      'claude:\n  model: ${MODEL:-sonnet}',
      [
        'config.yaml:2:10: claude.model: found ${ without a name, expected a variable such as ${NAME}: letters, digits and _, then }.',
      ],
    ],
    [
      'an open brace',
      'claude:\n  model: ${MODEL',
      [
        'config.yaml:2:10: claude.model: found ${ without a name, expected a variable such as ${NAME}: letters, digits and _, then }.',
      ],
    ],
    [
      'an empty one',
      'claude:\n  model: ${EMPTY}',
      [
        'config.yaml:2:10: claude.model: found the value of "${EMPTY}", expected the name of a model: text on one line, in quotes if it looks like a number.',
      ],
    ],
    [
      'a secret in a wrong place',
      'logging:\n  level: ${SECRET}',
      [
        'config.yaml:2:10: logging.level: found the value of "${SECRET}", expected one of debug, info, warn, error.',
      ],
    ],
    [
      'a secret in a list',
      'orchestrator:\n  auto_approve: "${SECRET}"',
      [
        'config.yaml:2:17: orchestrator.auto_approve: found the value of "${SECRET}", expected a list of task types, such as [database].',
      ],
    ],
    [
      'a secret as the flags',
      'claude:\n  flags: ${SECRET}',
      [
        'config.yaml:2:10: claude.flags: the first word is not a flag, expected words such as --add-dir ../shared.',
      ],
    ],
    [
      'a token written into a wrong place',
      'logging:\n  level: sk-ant-api03-0123456789',
      ['config.yaml:2:10: logging.level: found "[redacted]", expected one of debug, info, warn, error.'],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text, ENV)).toEqual(expected);
  });
});

it('fills variables into texts, lists, numbers and switches', () => {
  const text =
    'claude:\n  flags: [--add-dir, "${D}/x"]\n  max_turns: ${N}\n  sandboxed: ${T}\n  timeout: ${N}';
  const checked = checkFile(text, { D: '/srv', N: '70', T: 'true' });
  expect(checked).toMatchObject({
    ok: true,
    file: { claude: { flags: ['--add-dir', '/srv/x'], max_turns: 70, sandboxed: true, timeout: 70_000 } },
  });
});

it('never tells what a variable holds', () => {
  const secret = 'hush-4711-hush';
  for (const key of allKeys()) {
    const [section = '', name = ''] = key.split('.');
    const text = `${section}:\n  ${name}: ["\${SECRET}", [5]]\n`;
    const told = faultsIn(text, { SECRET: secret });
    expect(told).not.toEqual([]);
    expect(told.join('\n')).not.toContain(secret);
  }
});

it('never tells what is written under a secret key, or one that is not built, or in broken YAML', () => {
  const secret = 'hush-4711-hush';
  const texts = [
    `webhooks:\n  secret: ${secret}`,
    `telegram: ${secret}`,
    `telegram: [${secret}]`,
    `telegram:\n  token: *${secret}`,
    `telegram:\n  token: !${secret} x`,
    `telegram:\n  token: "a" ${secret}`,
    `telegram:\n  token: @${secret}`,
    `claude:\n  model: {token: ${secret}}`,
  ];
  for (const text of texts) {
    const told = faultsIn(text);
    expect(told).not.toEqual([]);
    expect(told.join('\n')).not.toContain(secret);
  }
});
