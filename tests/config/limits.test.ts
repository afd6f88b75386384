import { describe, expect, it } from '@jest/globals';
import { checkFile } from '../../src/config/check-file.ts';
import type { Config } from '../../src/config/config.ts';
import { defaultConfig } from '../../src/config/load-config.ts';
import { toConfig } from '../../src/config/to-config.ts';
import { faultsIn } from './faults-in.ts';

function configOf(text: string): Config {
  const checked = checkFile(text, {});
  if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message).join('\n'));
  return toConfig(checked.file, '/srv');
}

describe('limits', () => {
  it('have defaults', () => {
    expect(defaultConfig('/srv').limits).toEqual({ autoResume: true, giveUpMs: 3_600_000, cliRetries: 4 });
  });

  it.each([
    ['"0"', 0],
    ['0', 0],
    ['10', 10],
  ])('may be written, with %s retries', (written, cliRetries) => {
    expect(
      configOf(`limits:\n  auto_resume: false\n  give_up: 90s\n  max_retries: ${written}`).limits,
    ).toEqual({ autoResume: false, giveUpMs: 90_000, cliRetries });
  });

  it.each([
    ['auto_resume: maybe', '16', 'auto_resume: found "maybe", expected true or false'],
    [
      'give_up: never',
      '12',
      'give_up: found "never", expected a duration such as 90s, 10m or 2h, up to 500h',
    ],
    ['max_retries: 11', '16', 'max_retries: found 11, expected a whole number from 0 to 10'],
    ['max_retries: -1', '16', 'max_retries: found -1, expected a whole number from 0 to 10'],
    ['max_retries: 2.5', '16', 'max_retries: found 2.5, expected a whole number from 0 to 10'],
  ])('may not be %s', (line, column, fault) => {
    expect(faultsIn(`limits:\n  ${line}`)).toEqual([`config.yaml:2:${column}: limits.${fault}.`]);
  });
});

describe('the budget', () => {
  it('has no limit by itself', () => {
    expect(defaultConfig('/srv').budget).toEqual({ sessionUsd: undefined, dayUsd: undefined });
  });

  it('is an amount for a session, for a day, or both', () => {
    expect(configOf('budget:\n  session_usd: 20\n  day_usd: "49.5"').budget).toEqual({
      sessionUsd: 20,
      dayUsd: 49.5,
    });
    expect(configOf('budget:\n  day_usd: 0.01').budget).toEqual({ sessionUsd: undefined, dayUsd: 0.01 });
  });

  it.each([
    ['session_usd: 0', '16', 'session_usd: found 0'],
    ['session_usd: $5', '16', 'session_usd: found "$5"'],
    ['day_usd: -1', '12', 'day_usd: found -1'],
    ['day_usd: 2,50', '12', 'day_usd: found "2,50"'],
    ['day_usd: .nan', '12', 'day_usd: found NaN'],
  ])('may not be %s', (line, column, fault) => {
    expect(faultsIn(`budget:\n  ${line}`)).toEqual([
      `config.yaml:2:${column}: budget.${fault}, expected an amount in US dollars, such as 2.50.`,
    ]);
  });

  it('for an unknown span is no key', () => {
    expect(faultsIn('budget:\n  sesion_usd: 5')).toEqual([
      'config.yaml:2:3: budget.sesion_usd: unknown key; did you mean `session_usd`?',
    ]);
  });
});
