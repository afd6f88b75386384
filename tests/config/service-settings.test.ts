import { describe, expect, it } from '@jest/globals';
import { checkFile } from '../../src/config/check-file.ts';
import { defaultConfig } from '../../src/config/load-config.ts';
import { toConfig } from '../../src/config/to-config.ts';
import type { Config } from '../../src/config/config.ts';
import { faultsIn } from './faults-in.ts';

function configOf(text: string): Config {
  const checked = checkFile(text, {});
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message).join('\n'));
  return toConfig(checked.file, '/srv');
}

it('has defaults', () => {
  expect(defaultConfig('/srv')).toMatchObject({
    verify: { timeoutMs: 600_000 },
    git: { commit: false, keepCheckpointsMs: 2_592_000_000 },
    telegram: undefined,
    reminders: { firstMs: 1_800_000, quietHours: undefined },
    heartbeat: undefined,
    shutdown: { attempt: 'leave' },
  });
});

describe('reminders', () => {
  it.each([
    ['2h', 7_200_000],
    ['90', 90_000],
    ['off', undefined],
    ['"OFF"', undefined],
  ] as const)('come first after %s', (written, firstMs) => {
    expect(configOf(`reminders:\n  first: ${written}`).reminders).toEqual({ firstMs });
  });

  it.each([
    ['"22:00-07:00"', { fromMinute: 1_320, toMinute: 420 }],
    ['22:00-07:00', { fromMinute: 1_320, toMinute: 420 }],
    ['0:00 - 23:59', { fromMinute: 0, toMinute: 1_439 }],
  ] as const)('are quiet in %s', (written, quietHours) => {
    expect(configOf(`reminders:\n  quiet_hours: ${written}`).reminders.quietHours).toEqual(quietHours);
  });

  it.each(['22:00', '22-7', '22:00-24:00', '22:60-07:00', '22:00-22:00', '22:00-7', 'at night'])(
    'are not quiet in %s',
    (written) => {
      expect(faultsIn(`reminders:\n  quiet_hours: ${written}`)).toEqual([
        `config.yaml:2:16: reminders.quiet_hours: found "${written}", expected two different times of the day in quotes, from and to, such as "22:00-07:00".`,
      ]);
    },
  );

  it('tell of hours that an older YAML takes for a number', () => {
    expect(faultsIn('%YAML 1.1\n---\nreminders:\n  quiet_hours: 22:00')).toEqual([
      'config.yaml:4:16: reminders.quiet_hours: found 1320, expected two different times of the day in quotes, from and to, such as "22:00-07:00".',
    ]);
  });

  it.each([
    ['never', '"never"'],
    ['0', '0'],
    ['false', 'false'],
    ['501h', '"501h"'],
  ])('do not come first after %s', (written, found) => {
    expect(faultsIn(`reminders:\n  first: ${written}`)).toEqual([
      `config.yaml:2:10: reminders.first: found ${found}, expected a duration such as 90s, 10m or 2h, up to 500h, or off.`,
    ]);
  });
});

describe('verify', () => {
  it('takes as long as is written, for each command', () => {
    expect(configOf('verify:\n  timeout: 90s').verify).toEqual({ timeoutMs: 90_000 });
  });

  it('has an end', () => {
    expect(faultsIn('verify:\n  timeout: off')).toEqual([
      'config.yaml:2:12: verify.timeout: found "off", expected a duration such as 90s, 10m or 2h, up to 500h.',
    ]);
  });
});

describe('git', () => {
  it.each([
    ['1d', 86_400_000],
    ['" 60d "', 5_184_000_000],
    ['9999d', 863_913_600_000],
  ])('keeps checkpoints for %s', (written, keepCheckpointsMs) => {
    expect(configOf(`git:\n  commit: true\n  keep_checkpoints: ${written}`).git).toEqual({
      commit: true,
      keepCheckpointsMs,
    });
  });

  it.each([
    ['30', '30'],
    ['0d', '"0d"'],
    ['10000d', '"10000d"'],
    ['720h', '"720h"'],
    ['1.5d', '"1.5d"'],
    ['off', '"off"'],
  ])('does not keep checkpoints for %s', (written, found) => {
    expect(faultsIn(`git:\n  keep_checkpoints: ${written}`)).toEqual([
      `config.yaml:2:21: git.keep_checkpoints: found ${found}, expected a number of days such as 30d, up to 9999d.`,
    ]);
  });
});

describe('heartbeat', () => {
  it('needs an address', () => {
    expect(configOf('heartbeat:\n  every: 5m').heartbeat).toBeUndefined();
    expect(configOf('heartbeat:\n  url: https://monitor.example/a?b=c').heartbeat).toEqual({
      url: 'https://monitor.example/a?b=c',
      everyMs: 60_000,
    });
    expect(configOf('heartbeat:\n  url: http://127.0.0.1:9/\n  every: 90s').heartbeat).toEqual({
      url: 'http://127.0.0.1:9/',
      everyMs: 90_000,
    });
  });

  it.each([
    'monitor.example/hush',
    'ftp://monitor.example/hush',
    'https://',
    'https://hush:hush@monitor.example',
  ])('is not sent to %s, which is not shown', (url) => {
    expect(faultsIn(`heartbeat:\n  url: ${url}`)).toEqual([
      'config.yaml:2:8: heartbeat.url: found a value that is not shown here, expected an address that begins with http:// or https://, without a password.',
    ]);
  });

  it('has a duration between two', () => {
    expect(faultsIn('heartbeat:\n  every: often')).toEqual([
      'config.yaml:2:10: heartbeat.every: found "often", expected a duration such as 90s, 10m or 2h, up to 500h.',
    ]);
  });
});

describe('shutdown', () => {
  it.each(['leave', 'wait', 'stop'])('may %s the attempt', (attempt) => {
    expect(configOf(`shutdown:\n  attempt: ${attempt}`).shutdown).toEqual({ attempt });
  });

  it('knows no other way', () => {
    expect(faultsIn('shutdown:\n  attempt: weit')).toEqual([
      'config.yaml:2:12: shutdown.attempt: found "weit", expected one of leave, wait, stop: did you mean wait?',
    ]);
    expect(faultsIn('shutdown:\n  attempt: kill')).toEqual([
      'config.yaml:2:12: shutdown.attempt: found "kill", expected one of leave, wait, stop.',
    ]);
  });
});
