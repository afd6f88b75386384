import { describe, expect, it } from '@jest/globals';
import { faultsIn } from './faults-in.ts';

describe('keys and sections that are not what they should be', () => {
  it.each([
    [
      'a misspelt section',
      'clade:\n  timeout: 10m',
      ['config.yaml:1:1: clade: unknown key; did you mean `claude`?'],
    ],
    [
      'a misspelt section without a value',
      'clade:',
      ['config.yaml:1:1: clade: unknown key; did you mean `claude`?'],
    ],
    [
      'a section far from any',
      'database: {}',
      [
        'config.yaml:1:1: database: unknown key; expected one of project, orchestrator, claude, permissions, limits, budget, verify, git, telegram, reminders, server, webhooks, heartbeat, shutdown, paths, logging.',
      ],
    ],
    [
      'a misspelt key',
      'claude:\n  tiemout: 10m',
      ['config.yaml:2:3: claude.tiemout: unknown key; did you mean `timeout`?'],
    ],
    [
      'a key far from any',
      'logging:\n  colour: red',
      ['config.yaml:2:3: logging.colour: unknown key; expected one of level, format, task_logs, keep_days.'],
    ],
    [
      'a key of another section',
      'orchestrator:\n  timeout: 10m',
      [
        'config.yaml:2:3: orchestrator.timeout: unknown key; expected one of approval_mode, checkpoint_after, auto_approve.',
      ],
    ],
    [
      'a key with control characters',
      'claude:\n  "a\\u001b[2Jb": 1',
      [
        'config.yaml:2:3: claude.a\\u001b[2Jb: unknown key; expected one of command, flags, permissions, ask_wait, plan_first, timeout, silence, sandboxed, trust_project, model, max_turns, max_budget_usd.',
      ],
    ],
    [
      'a key called __proto__',
      'claude:\n  __proto__: 1',
      [
        'config.yaml:2:3: claude.__proto__: unknown key; expected one of command, flags, permissions, ask_wait, plan_first, timeout, silence, sandboxed, trust_project, model, max_turns, max_budget_usd.',
      ],
    ],
    [
      'a number as a key',
      '1: 2',
      [
        'config.yaml:1:1: 1: unknown key; expected one of project, orchestrator, claude, permissions, limits, budget, verify, git, telegram, reminders, server, webhooks, heartbeat, shutdown, paths, logging.',
      ],
    ],
    [
      'a text for a section',
      'claude: fast',
      [
        'config.yaml:1:9: claude: found "fast", expected a section with the keys command, flags, permissions, ask_wait, plan_first, timeout, silence, sandboxed, trust_project, model, max_turns, max_budget_usd.',
      ],
    ],
    [
      'a list for a section',
      'logging: [info]',
      [
        'config.yaml:1:10: logging: found ["info"], expected a section with the keys level, format, task_logs, keep_days.',
      ],
    ],
    [
      'a list for a section beside server.debug',
      'server:\n  debug: true\nlogging: [info]',
      [
        'config.yaml:3:10: logging: found ["info"], expected a section with the keys level, format, task_logs, keep_days.',
      ],
    ],
    [
      'a key without a value',
      'claude:\n  timeout:\n  model: sonnet',
      [
        'config.yaml:2:3: claude.timeout: found nothing, expected a duration such as 90s, 10m or 2h, up to 500h.',
      ],
    ],
  ] as const)('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });
});
