import { describe, expect, it } from '@jest/globals';
import { checkFile } from '../../src/config/check-file.ts';
import type { Config } from '../../src/config/config.ts';
import { defaultConfig } from '../../src/config/load-config.ts';
import { toConfig } from '../../src/config/to-config.ts';
import { DEFAULT_RULES, type PermissionRules, readRule } from '../../src/core/permission/index.ts';
import { faultsIn } from './faults-in.ts';

function configOf(text: string): Config {
  const checked = checkFile(text, {});
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message).join('\n'));
  return toConfig(checked.file, '/srv');
}

const texts = ({ allow, ask, deny }: PermissionRules): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries({ allow, ask, deny }).map(([list, rules]) => [list, rules.map(({ text }) => text)]),
  );

describe('permissions: ask', () => {
  it('is not the default', () => {
    expect(defaultConfig('/srv').claude).toMatchObject({
      permissions: 'skip',
      askWaitMs: 600_000,
      planFirst: [],
    });
  });

  it.each(['ask', '" ASK "'])('may be written %s, whether the project is trusted or not', (written) => {
    for (const trust of ['true', 'false']) {
      const { claude } = configOf(`claude:\n  permissions: ${written}\n  trust_project: ${trust}`);
      expect(claude.permissions).toBe('ask');
    }
  });

  it.each([
    ['1s', 1_000],
    ['60', 60_000],
    ['90', 90_000],
    ['24h', 86_400_000],
  ])('keeps Claude waiting for %s', (written, askWaitMs) => {
    expect(configOf(`claude:\n  ask_wait: ${written}`).claude.askWaitMs).toBe(askWaitMs);
  });

  it.each([
    ['25h', '"25h"'],
    ['86401', '86401'],
    ['0s', '"0s"'],
    ['0.5', '0.5'],
    ['off', '"off"'],
    ['-10', '-10'],
  ])('does not keep Claude waiting for %s', (written, found) => {
    expect(faultsIn(`claude:\n  ask_wait: ${written}`)).toEqual([
      `config.yaml:2:13: claude.ask_wait: found ${found}, expected a duration such as 90s, 10m or 2h, up to 24h: no question keeps Claude waiting for longer.`,
    ]);
  });
});

describe('a number below 60 without its unit', () => {
  it.each([
    ['claude.ask_wait', '10', '10m or 10s'],
    ['claude.ask_wait', '59', '59m or 59s'],
    ['claude.timeout', '"030"', '30m or 30s'],
    ['reminders.first', '5', '5m or 5s'],
  ])('may mean minutes: %s: %s', (key, written, instead) => {
    const [section = '', name = ''] = key.split('.');
    expect(faultsIn(`${section}:\n  ${name}: ${written}`)).toEqual([
      `config.yaml:2:${name.length + 5}: ${key}: found ${written}, expected a duration with its unit, for a number below 60 may mean minutes or seconds: write ${instead}.`,
    ]);
  });
});

describe('plan_first', () => {
  it('names types as task files write them', () => {
    expect(configOf('claude:\n  plan_first: [Database, " backend "]').claude.planFirst).toEqual([
      'database',
      'backend',
    ]);
  });

  it('is a list', () => {
    expect(faultsIn('claude:\n  plan_first: true')).toEqual([
      'config.yaml:2:15: claude.plan_first: found true, expected a list of task types, such as [database].',
    ]);
  });
});

describe('rules', () => {
  it('are the default ones', () => {
    expect(texts(defaultConfig('/srv').permissions)).toEqual(DEFAULT_RULES);
  });

  it('that are written replace the default list of their kind, and no other', () => {
    const { permissions } = configOf(
      'permissions:\n  allow:\n    - Bash(npm test:*)\n    - "Bash(git commit *)"\n  deny: []',
    );
    expect(texts(permissions)).toEqual({
      allow: ['Bash(npm test:*)', 'Bash(git commit *)'],
      ask: DEFAULT_RULES.ask,
      deny: [],
    });
    expect(permissions.allow[0]).toMatchObject({ tool: 'Bash', specifier: 'npm test:*' });
  });

  it.each([
    ['Bash', '"Bash"'],
    ['', 'nothing'],
  ])('are a list, and not %j', (written, found) => {
    const place = written === '' ? '2:3' : '2:9';
    expect(faultsIn(`permissions:\n  deny: ${written}`)).toEqual([
      `config.yaml:${place}: permissions.deny: found ${found}, expected a list of rules, such as [Bash(npm test:*), Edit(src/**)].`,
    ]);
  });

  it.each([
    ['5', '5'],
    ['Bash(npm test: x)', 'a section'],
    ['""', '""'],
    ['[Bash]', '["Bash"]'],
  ])('are texts, and not %s', (written, found) => {
    expect(faultsIn(`permissions:\n  ask:\n    - Bash\n    - ${written}`)).toEqual([
      `config.yaml:4:7: permissions.ask.1: found ${found}, expected a rule such as Bash(npm test:*), in quotes if a blank follows a colon in it.`,
    ]);
  });
});

describe('a rule that is none', () => {
  const sentenceOf = (text: string): string => {
    const reading = readRule(text);
    return reading.ok ? 'no sentence' : reading.sentence;
  };

  it.each(['Bahs(ls)', 'Bash(npm test', 'Edit(src/**'])(
    'is told where it stands, in the words for %s',
    (written) => {
      expect(faultsIn(`permissions:\n  allow:\n    - Bash(ls)\n    - ${written}`)).toEqual([
        `config.yaml:4:7: permissions.allow.1: ${sentenceOf(written)}`,
      ]);
    },
  );

  it('does not show what was filled into it', () => {
    const faults = faultsIn('permissions:\n  deny:\n    - Bahs(curl ${TOKEN})', { TOKEN: 'hush-4711' });
    expect(faults).toEqual([
      'config.yaml:3:7: permissions.deny.0: found the value of "Bahs(curl ${TOKEN})", expected a rule such as Bash(npm test:*), in quotes if a blank follows a colon in it.',
    ]);
  });
});

describe('flags that would defeat the asking', () => {
  const OUR_OWN = 'with `claude.permissions: ask` Greenlight sets it itself; put rules into `permissions`.';
  const UNHEARD =
    'with `claude.permissions: ask` Greenlight would not hear what Claude asks for; leave it out.';
  const ALLOWED = 'with `claude.permissions: ask` use `permissions.allow`.';

  const REFUSED = [
    ['--settings', '{}', OUR_OWN],
    ['--permission-prompt-tool', 'stdio', UNHEARD],
    ['--permission-prompts', 'none', UNHEARD],
    ['--allow-dangerously-skip-permissions', '', UNHEARD],
    ['--bare', '', UNHEARD],
    ['--safe-mode', '', UNHEARD],
    ['--restricted', '', UNHEARD],
    ['--allowedTools', 'Bash', ALLOWED],
    ['--allowed-tools', 'Bash', ALLOWED],
  ] as const;

  it.each(REFUSED)('%s %s', (flag, argument, advice) => {
    for (const words of [`${flag} "${argument}"`, `${flag}=${argument}`]) {
      expect(faultsIn(`claude:\n  permissions: ask\n  flags: '${words}'`)).toEqual([
        `config.yaml:3:10: claude.flags: found ${flag}: ${advice}`,
      ]);
    }
    expect(faultsIn(`claude:\n  permissions: Ask\n  command: claude ${flag}`)).toEqual([
      `config.yaml:3:12: claude.command: found ${flag}: ${advice}`,
    ]);
  });

  it.each(REFUSED.map(([flag, argument]) => [flag, argument]))(
    '%s is the operator’s to set where nothing is asked',
    (flag, argument) => {
      for (const mode of ['skip', 'acceptEdits']) {
        expect(faultsIn(`claude:\n  permissions: ${mode}\n  flags: '${flag} "${argument}"'`)).toEqual([]);
      }
    },
  );

  it('are not those that forbid more or add a server', () => {
    const flags = '--disallowedTools WebSearch --mcp-config servers.json --add-dir ../shared';
    expect(faultsIn(`claude:\n  permissions: ask\n  flags: ${flags}`)).toEqual([]);
  });
});
