import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../../src/core/permission/call.ts';
import { isOnlyLooking } from '../../../src/core/permission/index.ts';
import { bash, HERE } from './stage.ts';

describe('only looking', () => {
  it.each<[string, Call['input']]>([
    ['Read', { file_path: '/etc/hosts' }],
    ['Grep', { pattern: 'x' }],
    ['Glob', { pattern: '**' }],
    ['LS', { path: '/' }],
    ['TodoWrite', { todos: [] }],
    ['WebSearch', { query: 'x' }],
  ])('%s is', (tool, input) => {
    expect(isOnlyLooking({ tool, input }, HERE)).toBe(true);
  });

  it.each<[string, Call['input']]>([
    ['Edit', { file_path: 'a' }],
    ['Write', { file_path: 'a' }],
    ['WebFetch', { url: 'https://example.com' }],
    ['Task', {}],
    ['ExitPlanMode', {}],
    ['mcp__a__read', {}],
    ['Read', {}],
    ['Read', { file_path: '.greenlight/state.json' }],
  ])('%s %j is not', (tool, input) => {
    expect(isOnlyLooking({ tool, input }, HERE)).toBe(false);
  });

  it.each([
    'ls -la',
    'cat src/a.ts | head -5 | wc -l',
    'grep -rn x src',
    'rg x',
    'find . -name "*.ts" -type f',
    'git status --short',
    'git log --oneline -5 && git diff HEAD~1',
    'git show HEAD:src/a.ts',
    'git branch',
    'git rev-parse HEAD',
    'pwd; echo done',
    'ls > /dev/null 2>&1',
    'cd src && ls',
    'if test -f a; then cat a; fi',
    'cat < a',
    'sort -rn',
  ])('%s is', (command) => {
    expect(isOnlyLooking(bash(command), HERE)).toBe(true);
  });

  it.each([
    'rm x',
    'ls > a',
    'ls; make',
    'find . -delete',
    'jq -n env',
    'find . -exec cat {} ;',
    'git branch -D x',
    'git checkout .',
    'git -c core.pager=x log',
    'git diff --output=x',
    'git stash',
    'sort -o x y',
    'tee x',
    'sed -i s/a/b/ x',
    'cat $(make)',
    'A=1 ls',
    'sh script.sh',
    'npm test',
    'rg --pre x y',
    'cat .git/config',
    'date -s 0',
  ])('%s is not', (command) => {
    expect(isOnlyLooking(bash(command), HERE)).toBe(false);
  });
});
