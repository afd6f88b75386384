import { describe, expect, it } from '@jest/globals';
import { CHAPTERS } from './shell-table.ts';
import { rulingOn } from './stage.ts';

const nameOf = (command: string): string => JSON.stringify(command.slice(0, 80));

describe.each(CHAPTERS)('$about', ({ rules, rows }) => {
  it.each(rows.map(([command, decision]) => [nameOf(command), decision, command] as const))(
    '%s: %s',
    (_name, decision, command) => {
      expect(rulingOn(command, rules)).toBe(decision);
    },
  );
});

describe('the table', () => {
  it('is long enough to mean something, and never says the same twice', () => {
    const rows = CHAPTERS.flatMap(({ about, rows: all }) => all.map(([command]) => `${about}: ${command}`));
    expect(rows.length).toBeGreaterThan(400);
    expect(new Set(rows).size).toBe(rows.length);
  });
});
