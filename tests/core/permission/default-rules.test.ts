import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RULES } from '../../../src/core/permission/index.ts';
import { ruleOn } from './stage.ts';

describe('the default rules', () => {
  it.each([
    ['Read', 'src/a.ts', 'allow'],
    ['Edit', 'src/a.ts', 'allow'],
    ['Write', 'CLAUDE.md', 'allow'],
    ['Read', '/etc/hosts', 'ask'],
    ['Edit', '/tmp/a', 'ask'],
    ['Read', '.env', 'deny'],
    ['Edit', 'deep/.env.local', 'deny'],
    ['Read', '.env.example', 'allow'],
    ['Read', '.env.sample', 'allow'],
    ['Edit', '.env.template', 'allow'],
    ['Read', '/srv/other/.env', 'deny'],
    ['Read', 'certs/server.pem', 'deny'],
    ['Read', 'server.key', 'deny'],
    ['Read', '/home/ann/.ssh/config', 'deny'],
    ['Read', 'id_rsa.pub', 'deny'],
    ['Read', '.npmrc', 'deny'],
    ['Read', 'credentials-prod.json', 'deny'],
    ['Read', '/home/ann/.claude/settings.json', 'deny'],
    ['Read', '/home/ann/.claude/projects/x/tool-results/1.txt', 'ask'],
    ['Edit', '/home/ann/.claude/projects/x', 'deny'],
    ['Edit', '.claude/settings.json', 'ask'],
    ['Read', '.claude/settings.json', 'allow'],
    ['Write', '.mcp.json', 'ask'],
    ['Write', 'packages/a/.husky/pre-commit', 'ask'],
    ['Write', '.vscode/tasks.json', 'ask'],
    ['Write', '.github/workflows/ci.yml', 'ask'],
    ['Write', '.github/CODEOWNERS', 'allow'],
  ])('%s %s: %s', (tool, path, ruling) => {
    expect(ruleOn({ tool, input: { file_path: path } }, DEFAULT_RULES).ruling).toBe(ruling);
  });

  it.each([
    ['TodoWrite', 'allow'],
    ['TaskCreate', 'allow'],
    ['ToolSearch', 'allow'],
    ['WebSearch', 'ask'],
    ['Task', 'ask'],
    ['mcp__github__get_issue', 'ask'],
  ])('%s: %s', (tool, ruling) => {
    expect(ruleOn({ tool, input: {} }, DEFAULT_RULES).ruling).toBe(ruling);
  });

  it('let no command run by itself, but moves and texts', () => {
    const bash = (command: string): string =>
      ruleOn({ tool: 'Bash', input: { command } }, DEFAULT_RULES).ruling;
    expect(bash('ls')).toBe('ask');
    expect(bash('cat .env')).toBe('deny');
    expect(bash('cd src')).toBe('allow');
    expect(bash("cat > src/a <<'END'\nx\nEND")).toBe('allow');
    expect(bash('cat .mcp.json')).toBe('ask');
  });
});
