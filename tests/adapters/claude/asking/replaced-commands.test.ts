import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askedFileIn, noteAsked } from '../../../../src/adapters/claude/asking/asked-log.ts';
import { createReplacedCommands } from '../../../../src/adapters/claude/asking/replaced-commands.ts';
import { createObservation } from '../../../../src/adapters/claude/observation.ts';
import { said, used } from '../cli-lines.ts';

let ledger: string;

beforeEach(async () => {
  ledger = await mkdtemp(join(tmpdir(), 'greenlight-replaced-'));
});
afterEach(() => rm(ledger, { recursive: true }));

function allowed(id: string, instead?: string): void {
  noteAsked(ledger, { at: '2026-11-21T09:30:15.000Z', id, tool: 'Bash', decision: 'allow', instead });
}

describe('the commands that were run in the place of others', () => {
  it('are told once each, as far as they are written down', () => {
    const replaced = createReplacedCommands(ledger);
    expect(replaced.take('t1')).toBeUndefined();
    allowed('t1', 'npm ci');
    allowed('t2');
    expect([replaced.take('t1'), replaced.take('t1'), replaced.take('t2')]).toEqual([
      'npm ci',
      undefined,
      undefined,
    ]);
    allowed('t3', 'ls ☃');
    allowed('t4', 'pwd');
    expect(replaced.take('t4')).toBe('pwd');
    expect([replaced.takeRest(), replaced.takeRest()]).toEqual([['ls ☃'], []]);
  });

  it('are those of the newest answer to a call', () => {
    const replaced = createReplacedCommands(ledger);
    allowed('t1', 'npm ci');
    allowed('t1');
    allowed('t2', 'one');
    allowed('t2', 'two');
    expect([replaced.take('t1'), replaced.take('t2')]).toEqual([undefined, 'two']);
  });

  it('are read once their line is whole, and from whatever else stands there', async () => {
    const replaced = createReplacedCommands(ledger);
    await appendFile(askedFileIn(ledger), 'no JSON\n{"instead":"of nothing"}\n{"id":"t1","inst');
    expect(replaced.take('t1')).toBeUndefined();
    await appendFile(askedFileIn(ledger), 'ead":"ls"}\n');
    expect(replaced.take('t1')).toBe('ls');
  });

  it('are none where nothing was asked, or nothing is left of it', () => {
    expect(createReplacedCommands(join(ledger, 'gone')).takeRest()).toEqual([]);
    allowed('t1', 'ls');
    expect(createReplacedCommands(askedFileIn(ledger)).takeRest()).toEqual([]);
  });
});

const result = (id: string, text: string): object => ({
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
});

describe('the log of a task', () => {
  function observed(...lines: readonly object[]) {
    const shown: string[] = [];
    const observation = createObservation(
      { add: (more) => void shown.push(...more) },
      (text) => text.replaceAll('hunter2', '***'),
      createReplacedCommands(ledger),
    );
    for (const line of lines) observation.line(JSON.stringify(line));
    return { observation, shown };
  }
  function read(...lines: readonly object[]): readonly string[] {
    const { observation, shown } = observed(...lines);
    observation.finish();
    return shown;
  }
  const install = used('Bash', { command: 'npm install' }, 't1');

  it('has what was asked for, what was run instead, and what came of it', () => {
    allowed('t1', 'npm ci --token\nhunter2');
    const lines = [
      install,
      result('t1', 'added 10'),
      used('Bash', { command: 'ls' }, 't2'),
      result('t2', 'a'),
    ];
    expect(read(...lines)).toEqual([
      '> Bash: npm install',
      '  run instead: npm ci --token ***',
      '  added 10',
      '> Bash: ls',
      '  a',
    ]);
  });

  it('has it also where the call is not, because an earlier attempt ended in it', () => {
    allowed('t1', 'npm ci');
    expect(read(result('t1', 'added 10'), said('Done.'))).toEqual([
      '  run instead: npm ci',
      '  added 10',
      'Done.',
    ]);
  });

  it('is not what tells of the run: there it is what runs', () => {
    allowed('t1', 'npm ci --token hunter2');
    const { observation } = observed(install);
    expect(observation.pendingTool()).toEqual({ name: 'Bash', detail: 'npm ci --token ***' });
    expect(observation.progress(0).tool).toEqual({ name: 'Bash', detail: 'npm ci --token ***' });
    observation.line(JSON.stringify(result('t1', 'added 10')));
    expect(observation.progress(0).tool).toEqual({ name: 'Bash', detail: 'npm ci --token ***' });
    expect(observation.pendingTool()).toBeUndefined();
    observation.line(JSON.stringify(used('Bash', { command: 'ls' }, 't2')));
    expect(observation.progress(0).tool).toEqual({ name: 'Bash', detail: 'ls' });
  });

  it('has it at its end where the attempt ended in the middle of it', () => {
    allowed('t1', 'npm ci');
    expect(read(install)).toEqual(['> Bash: npm install', '  run instead: npm ci']);
  });

  it('is the same however often it is written', () => {
    allowed('t1', 'npm ci');
    const lines = [install, result('t1', 'added 10')];
    expect(read(...lines)).toEqual(read(...lines));
  });

  it('has no beginning of a secret that is cut off', () => {
    allowed('t1', `${'x'.repeat(290)} hunter2`);
    expect(read(install).at(-1)).not.toContain('hunt');
  });
});
