import { describe, expect, it } from '@jest/globals';
import { faultsIn } from './faults-in.ts';

describe('values of the wrong kind', () => {
  it.each([
    [
      'a name that is a list',
      'project:\n  name: [a, b]',
      [
        'config.yaml:2:9: project.name: found ["a","b"], expected a name: text on one line, in quotes if it looks like a number.',
      ],
    ],
    [
      'a name that is a section',
      'project:\n  name:\n    first: a',
      [
        'config.yaml:3:5: project.name: found a section, expected a name: text on one line, in quotes if it looks like a number.',
      ],
    ],
    [
      'a name on two lines',
      'project:\n  name: "a\\nb"',
      [
        'config.yaml:2:9: project.name: found "a\\nb", expected a name: text on one line, in quotes if it looks like a number.',
      ],
    ],
    [
      'a folder that is a number',
      'project:\n  directory: 7',
      ['config.yaml:2:14: project.directory: found 7, expected a folder: a path, with ${HOME} instead of ~.'],
    ],
    [
      'a folder with a tilde',
      'project:\n  directory: ~/work',
      [
        'config.yaml:2:14: project.directory: found "~/work", expected a folder: a path, with ${HOME} instead of ~.',
      ],
    ],
    [
      'an empty path',
      'paths:\n  state_file: ""',
      [
        'config.yaml:2:15: paths.state_file: found "", expected the path of a file of its own, ending in .json, with ${HOME} instead of ~.',
      ],
    ],
    [
      'yes for true',
      'claude:\n  sandboxed: yes',
      ['config.yaml:2:14: claude.sandboxed: found "yes", expected true or false.'],
    ],
    [
      'a number for true',
      'logging:\n  task_logs: 1',
      ['config.yaml:2:14: logging.task_logs: found 1, expected true or false.'],
    ],
    [
      'a mode nearly right',
      'orchestrator:\n  approval_mode: requierd',
      [
        'config.yaml:2:18: orchestrator.approval_mode: found "requierd", expected one of required, auto, manual: did you mean required?',
      ],
    ],
    [
      'a mode that is none',
      'orchestrator:\n  approval_mode: sometimes',
      [
        'config.yaml:2:18: orchestrator.approval_mode: found "sometimes", expected one of required, auto, manual.',
      ],
    ],
    [
      'a list for a mode',
      'orchestrator:\n  approval_mode: [auto]',
      [
        'config.yaml:2:18: orchestrator.approval_mode: found ["auto"], expected one of required, auto, manual.',
      ],
    ],
    [
      'permissions: bypassPermissions',
      'claude:\n  permissions: bypassPermissions',
      ['config.yaml:2:16: claude.permissions: found "bypassPermissions", expected skip, which is the same.'],
    ],
    [
      'permissions: acceptEdit',
      'claude:\n  permissions: acceptEdit',
      [
        'config.yaml:2:16: claude.permissions: found "acceptEdit", expected one of skip, ask, acceptEdits, auto, default, dontAsk, plan: did you mean acceptEdits?',
      ],
    ],
    [
      'a duration in words',
      'claude:\n  timeout: ten minutes',
      [
        'config.yaml:2:12: claude.timeout: found "ten minutes", expected a duration such as 90s, 10m or 2h, up to 500h.',
      ],
    ],
    [
      'a duration in days',
      'claude:\n  silence: 2d',
      [
        'config.yaml:2:12: claude.silence: found "2d", expected a duration such as 90s, 10m or 2h, up to 500h.',
      ],
    ],
    [
      'a negative duration',
      'claude:\n  timeout: -5',
      ['config.yaml:2:12: claude.timeout: found -5, expected a duration such as 90s, 10m or 2h, up to 500h.'],
    ],
    [
      'no duration',
      'claude:\n  timeout: 0',
      ['config.yaml:2:12: claude.timeout: found 0, expected a duration such as 90s, 10m or 2h, up to 500h.'],
    ],
    [
      'half a second',
      'claude:\n  timeout: 0.5',
      [
        'config.yaml:2:12: claude.timeout: found 0.5, expected a duration such as 90s, 10m or 2h, up to 500h.',
      ],
    ],
    [
      'a duration longer than timers can wait',
      'claude:\n  timeout: 501h',
      [
        'config.yaml:2:12: claude.timeout: found "501h", expected a duration such as 90s, 10m or 2h, up to 500h.',
      ],
    ],
    [
      'a negative number',
      'claude:\n  max_turns: -3',
      ['config.yaml:2:14: claude.max_turns: found -3, expected a whole number from 1 to 100000.'],
    ],
    [
      'half a turn',
      'claude:\n  max_turns: 2.5',
      ['config.yaml:2:14: claude.max_turns: found 2.5, expected a whole number from 1 to 100000.'],
    ],
    [
      'a number in words',
      'logging:\n  keep_days: thirty',
      ['config.yaml:2:14: logging.keep_days: found "thirty", expected a whole number from 1 to 100000.'],
    ],
    [
      'a number too large',
      'logging:\n  keep_days: 1e9',
      ['config.yaml:2:14: logging.keep_days: found 1000000000, expected a whole number from 1 to 100000.'],
    ],
    [
      'no amount',
      'claude:\n  max_budget_usd: 0',
      ['config.yaml:2:19: claude.max_budget_usd: found 0, expected an amount in US dollars, such as 2.50.'],
    ],
    [
      'an amount with a sign',
      'claude:\n  max_budget_usd: $5',
      [
        'config.yaml:2:19: claude.max_budget_usd: found "$5", expected an amount in US dollars, such as 2.50.',
      ],
    ],
    [
      'an infinite amount',
      'claude:\n  max_budget_usd: .inf',
      [
        'config.yaml:2:19: claude.max_budget_usd: found Infinity, expected an amount in US dollars, such as 2.50.',
      ],
    ],
    [
      'a state file that is a file of something else',
      'paths:\n  state_file: tasks/today.md\n',
      [
        'config.yaml:2:15: paths.state_file: found "tasks/today.md", expected the path of a file of its own, ending in .json, with ${HOME} instead of ~.',
      ],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });
});
