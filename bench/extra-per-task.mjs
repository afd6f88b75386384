import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { main, median, program, tasks, timed, workspace } from './workspace.mjs';

/**
 * What Greenlight adds to each task of a program that does nothing, against a shell loop that pipes the same prompts
 * to it; in units of one durable write plus one spawn of sh. Starting up is left out: the cost of a run of one task is
 * taken off.
 */
export async function extraPerTask(smoke) {
  const count = smoke ? 2 : 20;
  const rounds = smoke ? 1 : 5;
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    const unit = durableWrite() + spawnSh();
    const loop = (await shellLoop(count + 1)) - (await shellLoop(1));
    const ours = (await greenlight(count + 1)) - (await greenlight(1));
    samples.push({ extra: (ours - loop) / count, unit });
  }
  const extra = median(samples.map((sample) => sample.extra));
  const unit = median(samples.map((sample) => sample.unit));
  return [
    {
      what: `extra per task, ${count} tasks of a no-op program`,
      measured: `${extra.toFixed(1)} ms`,
      baseline: `${unit.toFixed(1)} ms (durable write + sh)`,
      multiple: (extra / unit).toFixed(2),
      'at most': '3',
    },
  ];
}

async function greenlight(count) {
  const path = workspace(program('noop.sh'));
  writeFileSync(join(path, 'tasks/list.md'), tasks(count));
  const options = { cwd: path, env: { PATH: process.env.PATH, HOME: join(path, 'home') } };
  return (await timed(process.execPath, [main, 'run', 'tasks/list.md', '--yes'], options)).ms;
}

async function shellLoop(count) {
  const path = workspace('true');
  mkdirSync(join(path, 'prompts'));
  for (let n = 0; n < count; n += 1) {
    writeFileSync(join(path, 'prompts', `${n}`), `# Task ${n + 1} of ${count}: Step\n\nDo step ${n + 1}.\n`);
  }
  const loop = 'for prompt in prompts/*; do "$0" <"$prompt" >"$prompt.out"; done';
  return (await timed('sh', ['-c', loop, program('noop.sh')], { cwd: path })).ms;
}

function durableWrite() {
  const path = workspace('true');
  const text = JSON.stringify({ tasks: tasks(20) });
  return perCall(() => {
    const file = openSync(join(path, 'state.tmp'), 'w');
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(join(path, 'state.tmp'), join(path, 'state'));
    const folder = openSync(path, 'r');
    fsyncSync(folder);
    closeSync(folder);
  });
}

const spawnSh = () => perCall(() => spawnSync('sh', ['-c', ':']));

function perCall(call) {
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
  return median(times);
}
