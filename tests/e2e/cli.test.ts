import { describe, expect, it } from '@jest/globals';
import { say } from '../../src/demo/model-script.ts';
import { taskFile } from '../helpers/project.ts';
import { runToEnd } from '../helpers/run-to-end.ts';
import { createStages, type Stage } from '../helpers/stage.ts';

const createStage = createStages();
const one = taskFile({ title: 'Only one' });
const staged = (tasks = one, config = ''): Promise<Stage> =>
  createStage({ script: () => say('Done.'), tasks, config });

describe('greenlight lint', () => {
  it('says how many tasks a good file has', async () => {
    expect(await runToEnd(await staged(), 'lint', 'tasks/list.md')).toEqual({
      code: 0,
      output: 'ok: 1 task\n',
    });
  });

  it('tells every fault with its place and exits with 1', async () => {
    const stage = await staged(
      '## Task 1: A\n**Requires Aproval:** true\n\nDo it.\n\n## Taks 2: B\n\nDo it.\n',
    );
    const { code, output } = await runToEnd(stage, 'lint', 'tasks/list.md');
    expect(code).toBe(1);
    expect(output).toMatch(/^tasks\/list\.md:2:1: .*`Requires Approval`/m);
    expect(output).toMatch(/^tasks\/list\.md:6:1: .*`## Task 2: B`/m);
    expect(output.trim().split('\n')).toHaveLength(2);
  });

  it('checks several files', async () => {
    const stage = await staged();
    const { code, output } = await runToEnd(stage, 'lint', 'tasks/list.md', 'tasks/none.md');
    expect(code).toBe(1);
    expect(output).toContain('tasks/list.md: ok: 1 task\n');
    expect(output).toContain('tasks/none.md:1:1: ');
  });
});

describe('greenlight run', () => {
  it('starts nothing from a file with a fault, and exits with 2', async () => {
    const stage = await staged('## Task 1: A\n**Verify:** npm test\n\nDo it.\n');
    const { code, output } = await runToEnd(stage, 'run', 'list.md', '--yes');
    expect(code).toBe(2);
    expect(output).toContain('`Verify` is a list');
    expect(stage.api.requests).toHaveLength(0);
  });

  it('tells every fault of the configuration, and exits with 2', async () => {
    const stage = await staged(one, 'orchestrater:\n  approval_mode: manual\nlogging:\n  level: loud\n');
    const { code, output } = await runToEnd(stage, 'run', 'list.md');
    expect(code).toBe(2);
    expect(output).toMatch(/^config\.yaml:\d+:1: orchestrater: .*`orchestrator`/m);
    expect(output).toMatch(/^config\.yaml:\d+:10: logging\.level: found "loud"/m);
  });

  it('keeps the key and the words of the environment out of everything it writes', async () => {
    const stage = await staged();
    const secret = stage.env['ANTHROPIC_API_KEY'] ?? '';
    expect(secret).not.toBe('');
    const { output } = await runToEnd(stage, 'run', 'list.md', '--yes');
    const kept = [output, await stage.project.read('state.json')];
    const id = /"session_id":"(\d{8}-\d{6})"/.exec(kept[1] ?? '')?.[1] ?? '';
    kept.push(await stage.project.read(`logs/${id}/attempts/1/order.json`));
    kept.push(await stage.project.read(`logs/${id}/task-1-output.log`));
    kept.push(await stage.project.read('logs/audit.jsonl'));
    for (const text of kept) expect(text).not.toContain(secret);
  });

  it('writes who decided what into the audit log', async () => {
    const stage = await staged();
    await runToEnd(stage, 'run', 'list.md', '--yes');
    const entries = (await stage.project.read('logs/audit.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { n: number; command: string; reply: string });
    expect(entries.map(({ n, command, reply }) => [n, command, reply])).toEqual([
      [1, 'start', 'ok'],
      [2, 'approve', 'ok'],
      [3, 'report', 'ok'],
    ]);
  });
});

describe('greenlight doctor', () => {
  it('finds everything in order', async () => {
    const { code, output } = await runToEnd(await staged(), 'doctor');
    expect(output).not.toContain('❌');
    expect(code).toBe(0);
    expect(output).toMatch(/^✅ claude: 2\.\d+\.\d+, /m);
    expect(output).toMatch(/^⚠️ project: work in .*not a git repository/m);
    expect(output).toMatch(/^✅ task files: 1 in /m);
  });

  it('names what stands in the way, with what to do, and exits with 1', async () => {
    const stage = await staged();
    const config = await stage.project.read('config.yaml');
    await stage.project.write('config.yaml', config.replace(/command: .*/, 'command: no-such-claude'));
    const { code, output } = await runToEnd(stage, 'doctor');
    expect(code).toBe(1);
    expect(output).toMatch(/^❌ .*`no-such-claude`.*install Claude Code/m);
  });

  it("names what Claude could reach of Greenlight's own", async () => {
    const stage = await staged(one, 'paths: { logs_dir: work/..logs }\n');
    const { output } = await runToEnd(stage, 'doctor');
    expect(output).toMatch(/^⚠️ within Claude's reach, in the project directory: \.\.logs; no undo/m);
  });
});

describe('the command line', () => {
  it('helps', async () => {
    const stage = await staged();
    const { code, output } = await runToEnd(stage, '--help');
    expect(code).toBe(0);
    for (const name of ['run', 'serve', 'lint', 'doctor', 'demo']) expect(output).toContain(`  ${name} `);
  });

  it('suggests the command that was meant, and exits with 2', async () => {
    const { code, output } = await runToEnd(await staged(), 'lnt', 'x.md');
    expect(code).toBe(2);
    expect(output).toContain('Did you mean lint?');
  });

  it('asks for the file', async () => {
    const { code, output } = await runToEnd(await staged(), 'run');
    expect(code).toBe(2);
    expect(output).toContain("missing required argument 'file'");
  });
});
