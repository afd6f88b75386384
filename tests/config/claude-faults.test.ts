import { describe, expect, it } from '@jest/globals';
import { faultsIn } from './faults-in.ts';

describe('lists and command lines', () => {
  it.each([
    [
      'one type without a list',
      'orchestrator:\n  auto_approve: testing',
      [
        'config.yaml:2:17: orchestrator.auto_approve: found "testing", expected a list of task types, such as [database].',
      ],
    ],
    [
      'a number among the types',
      'orchestrator:\n  auto_approve: [testing, 5]',
      [
        'config.yaml:2:17: orchestrator.auto_approve: found ["testing",5], expected a list of task types, such as [database].',
      ],
    ],
    [
      'a section for the flags',
      'claude:\n  flags:\n    model: opus',
      [
        'config.yaml:3:5: claude.flags: found a section, expected a string, or a list of strings; quotes must be closed.',
      ],
    ],
    [
      'a number among the flags',
      'claude:\n  flags: [--add-dir, 5]',
      [
        'config.yaml:2:10: claude.flags: found ["--add-dir",5], expected a string, or a list of strings; quotes must be closed.',
      ],
    ],
    [
      'an open quote in the flags',
      'claude:\n  flags: --add-dir "a b',
      [
        'config.yaml:2:10: claude.flags: found "--add-dir \\"a b", expected a string, or a list of strings; quotes must be closed.',
      ],
    ],
    [
      'an empty command',
      'claude:\n  command: ""',
      ['config.yaml:2:12: claude.command: found no program, expected one such as claude.'],
    ],
    [
      'an empty list as the command',
      'claude:\n  command: []',
      ['config.yaml:2:12: claude.command: found no program, expected one such as claude.'],
    ],
    [
      'a command of blanks',
      'claude:\n  command: [" ", -x]',
      ['config.yaml:2:12: claude.command: found no program, expected one such as claude.'],
    ],
    [
      'a command that is a number',
      'claude:\n  command: 5',
      [
        'config.yaml:2:12: claude.command: found 5, expected a string, or a list of strings; quotes must be closed.',
      ],
    ],
    [
      'a very long value',
      'logging:\n  level: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      [
        'config.yaml:2:10: logging.level: found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..., expected one of debug, info, warn, error.',
      ],
    ],
    [
      "Python's levels",
      'logging:\n  level: WARNING',
      ['config.yaml:2:10: logging.level: found "WARNING", expected warn.'],
    ],
    [
      "Python's format",
      'logging:\n  format: "%(asctime)s - %(message)s"',
      ['config.yaml:2:11: logging.format: found "%(asctime)s - %(message)s", expected one of text, json.'],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });
});

describe('flags that Greenlight sets itself', () => {
  it.each([
    [
      'one with an own setting',
      'claude:\n  flags: --model opus',
      ['config.yaml:2:10: claude.flags: found --model: use `claude.model`.'],
    ],
    [
      'one written with =',
      'claude:\n  flags: [--permission-mode=plan]',
      ['config.yaml:2:10: claude.flags: found --permission-mode: use `claude.permissions`.'],
    ],
    [
      'two at once',
      'claude:\n  flags: --continue --output-format json',
      [
        'config.yaml:2:10: claude.flags: found --continue: use `retry` to go on with a conversation.',
        'config.yaml:2:10: claude.flags: found --output-format: Greenlight reads stream-json; leave it out.',
      ],
    ],
    [
      'the print flag',
      'claude:\n  flags: [-p]',
      ['config.yaml:2:10: claude.flags: found -p: Greenlight adds it itself; leave it out.'],
    ],
    [
      'a word that claude would take for the prompt',
      'claude:\n  flags: verbose',
      [
        'config.yaml:2:10: claude.flags: the first word is not a flag, expected words such as --add-dir ../shared.',
      ],
    ],
    [
      'one in the command',
      'claude:\n  command: claude --dangerously-skip-permissions -p',
      [
        'config.yaml:2:12: claude.command: found --dangerously-skip-permissions: use `claude.permissions: skip`.',
      ],
    ],
    [
      'beside another fault',
      'claude:\n  timeout: long\n  flags: --resume x',
      [
        'config.yaml:2:12: claude.timeout: found "long", expected a duration such as 90s, 10m or 2h, up to 500h.',
        'config.yaml:3:10: claude.flags: found --resume: use `retry` to go on with a conversation.',
      ],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });
});
