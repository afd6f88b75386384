import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RULES, readRule } from '../../../src/core/permission/index.ts';

const sentenceOf = (text: string): string => {
  const reading = readRule(text);
  return reading.ok ? 'a rule' : reading.sentence;
};

describe('a rule', () => {
  it.each([
    ['Bash', 'Bash', undefined],
    ['Bash(npm test:*)', 'Bash', 'npm test:*'],
    ['Bash(git commit *)', 'Bash', 'git commit *'],
    ['Bash(echo $(date))', 'Bash', 'echo $(date)'],
    ['Edit(src/**)', 'Edit', 'src/**'],
    ['Read(//abs/**)', 'Read', '//abs/**'],
    ['Read(~/x)', 'Read', '~/x'],
    ['Read(//**/.env.!(example|sample))', 'Read', '//**/.env.!(example|sample)'],
    ['WebFetch(domain:example.com)', 'WebFetch', 'domain:example.com'],
    ['WebFetch(domain:*.example.com)', 'WebFetch', 'domain:*.example.com'],
    ['WebSearch', 'WebSearch', undefined],
    ['mcp__github', 'mcp__github', undefined],
    ['mcp__github__get_issue', 'mcp__github__get_issue', undefined],
    ['mcp__github__*', 'mcp__github__*', undefined],
  ])('%s is read', (text, tool, specifier) => {
    expect(readRule(text)).toEqual({
      ok: true,
      rule: specifier === undefined ? { text, tool } : { text, tool, specifier },
    });
  });

  it.each([
    ['', 'is not a rule: expected a tool'],
    ['npm test', 'is not a rule: expected a tool'],
    ['Bash(npm test', 'is not a rule: expected a tool'],
    ['Bash(a\u202eb)', 'is not a rule: expected a tool'],
    ['Bash()', '`Bash()` has nothing in its parentheses: expected `Bash` alone'],
    ['bash(ls)', 'names no tool that is known: `bash`'],
    ['bash(ls)', 'Did you mean `Bash`?'],
    ['Bush', 'Did you mean `Bash`?'],
    ['Frobnicate', 'names no tool that is known: `Frobnicate`'],
    ['Bash(a:* b)', 'has `:*` before its end'],
    ['Edit(!src/**)', 'begins with `!`'],
    ['Edit(app/[id]/**)', 'has brackets or braces'],
    ['Edit({a,b})', 'has brackets or braces'],
    ['Read(C:\\x)', 'has a backslash'],
    ['WebFetch(example.com)', 'names no domain'],
    ['WebFetch(domain:)', 'names no domain'],
    ['WebSearch(x)', '`WebSearch(x)` says more than `WebSearch` takes'],
    ['mcp__', 'MCP server in a form that is not known'],
    ['mcp__a__b(x)', 'MCP server in a form that is not known'],
    ['mcp__a*__b', 'MCP server in a form that is not known'],
  ])('%j is refused in a sentence', (text, part) => {
    expect(sentenceOf(text)).toContain(part);
  });

  it('says what was found, what was expected, and an example', () => {
    expect(sentenceOf('Edit(app/[id]/**)')).toBe(
      '`Edit(app/[id]/**)` has brackets or braces: expected `?` or `*` in their place, e.g. `Edit(app/?id?/**)`.',
    );
    expect(sentenceOf('Bsh(x)')).toBe(
      '`Bsh(x)` names no tool that is known: `Bsh`: expected a tool of the Claude CLI, e.g. `Bash(npm test:*)`. Did you mean `Bash`?',
    );
    expect(sentenceOf('Frobnicate')).not.toContain('Did you mean');
    expect(sentenceOf(`x${'y'.repeat(500)}\n`).length).toBeLessThan(300);
  });

  it('can be each of the default ones', () => {
    const texts = [...DEFAULT_RULES.allow, ...DEFAULT_RULES.ask, ...DEFAULT_RULES.deny];
    expect(texts.map(sentenceOf)).toEqual(texts.map(() => 'a rule'));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
