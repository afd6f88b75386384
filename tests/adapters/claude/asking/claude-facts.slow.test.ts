import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bash, say, useAll, type ModelScript } from '../../../../src/demo/model-script.ts';
import { killProcessesWith } from '../../../helpers/processes.ts';
import { until } from '../../../helpers/until.ts';
import {
  allow,
  call,
  createAskingBench,
  defer,
  deny,
  inTurn,
  SESSION,
  toldLast,
  type AskingBench,
  type AskingBenchOptions,
} from './asking-bench.ts';

// What Greenlight relies on in the Claude CLI besides the ordinary way; with another version of it:
// GREENLIGHT_TEST_CLAUDE=/path/to/claude npm run test:slow -- tests/adapters/claude/asking

let bench: AskingBench | undefined;
afterEach(async () => bench?.close());

async function benchFor(script: ModelScript, options?: AskingBenchOptions): Promise<AskingBench> {
  return (bench = await createAskingBench(script, options));
}

const goingOn = { epoch: 2, continues: 1, answers: 'gate' };

const READS = useAll([
  call('ls'),
  call('cat note.txt'),
  { tool: 'Read', input: { file_path: 'note.txt' } },
  { tool: 'Grep', input: { pattern: 'x' } },
]);

describe('when the hook fails', () => {
  it.each<[string, string]>([
    ['nothing is said', 'process.exit(0)'],
    ['it fails', 'process.exit(1)'],
    ['it is killed', "process.kill(process.pid, 'SIGKILL')"],
    ['garbage is said', "console.log('{}')"],
    ['it is not there', ''],
  ])('nothing runs, not even what only reads, and that is a failure (%s)', async (_name, program) => {
    const there = await benchFor(inTurn(READS, bash('touch a'), say('Hm.')), {
      hook: '/tmp/no such/hook.js',
    });
    const hook = join(there.home, 'hook.mjs');
    if (program !== '') await writeFile(hook, program);
    await writeFile(join(there.project, 'note.txt'), 'a secret');
    await there.serve();
    const outcome = await there.run({}, {}, { hook });
    expect(outcome).toMatchObject({ kind: 'failed', failure: 'refused-tools' });
    expect(JSON.stringify(there.api.requests.at(-1)?.body.messages)).not.toContain('a secret');
    expect(await there.file('a')).toBeUndefined();
    expect(there.asked).toEqual([]);
  });

  it('nothing runs when Node is not there', async () => {
    const there = await benchFor(inTurn(READS, bash('touch a'), say('Hm.')));
    await there.serve();
    expect(await there.run({}, {}, { nodePath: '/no/such/node' })).toMatchObject({
      failure: 'refused-tools',
    });
    expect(toldLast(there).join()).toContain('was not run');
  });

  it('nothing runs when it takes too long', async () => {
    const there = await benchFor(inTurn(READS, bash('touch a'), say('Hm.')));
    const nodePath = join(there.home, 'slow');
    await writeFile(nodePath, '#!/bin/sh\nsleep 1000\n');
    await chmod(nodePath, 0o755);
    await there.serve();
    // (The wrapper waits for 45 s longer than an answer may take.)
    expect(await there.run({}, {}, { nodePath, askWaitMs: 1 })).toMatchObject({ failure: 'refused-tools' });
    expect(await there.file('a')).toBeUndefined();
  });
});

describe("the user's own settings", () => {
  const hook = {
    type: 'command',
    command: `echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow"}}'`,
  };
  const settings = [
    { disableAllHooks: true },
    { permissions: { allow: ['Bash', 'Read'] } },
    { permissions: { defaultMode: 'bypassPermissions' } },
    { hooks: { PreToolUse: [{ matcher: '*', hooks: [hook] }] } },
  ];
  const all = {
    ...{ disableAllHooks: true, permissions: { allow: ['Bash'], defaultMode: 'bypassPermissions' } },
    hooks: { PreToolUse: [{ matcher: '*', hooks: [hook] }] },
  };

  it.each<object>([...settings, all])('do not let a call run unasked (%j)', async (content) => {
    const there = await benchFor(inTurn(bash('touch a'), say('Then not.')));
    await mkdir(join(there.home, '.claude'));
    await writeFile(join(there.home, '.claude/settings.json'), JSON.stringify(content));
    there.answer(() => deny('No.'));
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'completed' });
    expect(there.asked).toHaveLength(1);
    expect(await there.file('a')).toBeUndefined();
  });

  it('of the project do nothing: neither its rules nor its hooks', async () => {
    const there = await benchFor(inTurn(bash('touch a'), say('Then not.')));
    const start = { type: 'command', command: 'touch hooked' };
    await mkdir(join(there.project, '.claude'));
    await writeFile(
      join(there.project, '.claude/settings.json'),
      JSON.stringify({ ...all, hooks: { SessionStart: [{ hooks: [start] }] } }),
    );
    there.answer(() => deny('No.'));
    await there.serve();
    await there.run();
    expect(there.asked).toHaveLength(1);
    expect([await there.file('a'), await there.file('hooked')]).toEqual([undefined, undefined]);
  });

  it('that refuse what was allowed make a failure', async () => {
    const there = await benchFor(inTurn(bash('touch a'), say('Hm.')));
    await mkdir(join(there.home, '.claude'));
    await writeFile(join(there.home, '.claude/settings.json'), '{"permissions":{"ask":["Bash"]}}');
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'failed', failure: 'refused-tools' });
  });
});

describe("the operator's deny rules", () => {
  it('hold whatever is answered, also beside one that the CLI cannot read', async () => {
    const denyRules = ['Bash(touch:*)', 'Bash(', 'x(y)', ''];
    const there = await benchFor(inTurn(useAll([call('touch a'), call('echo x > b')]), say('Hm.')), {
      denyRules,
    });
    await there.serve();
    await there.run();
    expect([await there.file('a'), await there.file('b')]).toEqual([undefined, 'x\n']);
  });
});

describe('calls side by side that are put off', () => {
  it.each<[string, readonly string[], number]>([
    ['that change, at once', ['touch a', 'touch b'], 0],
    ['that change, one after another', ['touch a', 'touch b'], 700],
    ['that read, at once', ['ls', 'pwd', 'cat note.txt'], 0],
    ['that read, one after another', ['ls', 'pwd', 'cat note.txt'], 700],
    ['of both kinds', ['touch a', 'ls'], 700],
  ])('end in the last one, and Claude hears of all others (%s)', async (_name, commands, blockMs) => {
    const there = await benchFor(inTurn(useAll(commands.map(call)), say('Done.')), { blockMs });
    await writeFile(join(there.project, 'note.txt'), 'noted');
    there.answer(() => defer);
    await there.serve();
    expect(await there.run()).toMatchObject({ kind: 'deferred', call: { detail: commands.at(-1) } });
    there.answer(() => allow);
    expect(await there.run(goingOn)).toMatchObject({ kind: 'completed' });
    const told = toldLast(there);
    expect(told).toHaveLength(commands.length);
    expect(told.slice(0, -1).every((text) => text.includes('alone'))).toBe(true);
    expect(told.join()).not.toContain('missing');
  });

  it('is the same where Greenlight is away', async () => {
    const script = inTurn(useAll([call('touch a'), call('touch b')]), say('Done.'));
    const there = await benchFor(script, { askWaitMs: 300 });
    expect(await there.run()).toMatchObject({ kind: 'deferred', call: { detail: 'touch b' } });
    expect(there.decisions()).toEqual(['deny', 'defer']);
    await there.serve();
    expect(await there.run(goingOn)).toMatchObject({ kind: 'completed' });
    expect([await there.file('a'), await there.file('b')]).toEqual([undefined, '']);
  });
});

describe('a call that was allowed', () => {
  it('after it was put off is asked about again, by the same id, when its run was killed', async () => {
    const there = await benchFor(inTurn(bash('echo x >> count.txt; sleep 30'), say('Done.')));
    there.answer(() => defer);
    await there.serve();
    await there.run();
    there.answer(() => allow);
    const killed = there.run(goingOn);
    await until(() => there.file('count.txt'));
    killProcessesWith(`GREENLIGHT_ATTEMPT=${SESSION}/2/`, there.home);
    expect(await killed).toMatchObject({ resumable: true });
    there.answer(() => deny('It was begun already.'));
    await there.run({ epoch: 3, continues: 2, answers: 'gate' });
    expect(new Set(there.asked.map(({ id }) => id)).size).toBe(1);
    expect(new Set(there.asked.map(({ name }) => name)).size).toBe(3);
    expect(await there.file('count.txt')).toBe('x\n');
  });

  it('is not run again by an attempt that goes on with no words', async () => {
    const there = await benchFor(inTurn(bash('touch a'), say('Done.')));
    await there.serve();
    await there.run();
    expect(await there.run(goingOn)).toMatchObject({
      kind: 'failed',
      failure: 'crashed',
      sentence: expect.stringContaining('take up again'),
    });
  });
});
