import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceDurably } from './durable-write.mjs';
import { main, median, program, tasks, timed, workspace } from './workspace.mjs';

/**
 * What Greenlight adds to each task of a program that does nothing, against a shell loop that pipes the same prompts to
 * it; in units of one durable write plus one spawn of sh.
 *
 * Starting up is left out: what a run of one task takes is taken off a run of many, for both. Everything else counts:
 * per task two decisions of a gated run (the report and the approval by `--yes`), each stored durably before it has an
 * effect, the attempt's ledger, its wrapper and lock, and the search for processes that it left behind.
 * The four kinds of run take turns, so that a slow moment of the machine meets all of them; medians are compared.
 */
export async function extraPerTask(smoke) {
  const count = smoke ? 2 : 40;
  const rounds = smoke ? 1 : 9;
  const took = { oursMany: [], oursOne: [], loopMany: [], loopOne: [], unit: [] };
  for (let round = 0; round < rounds; round += 1) {
    took.oursMany.push(await greenlight(count + 1));
    took.loopMany.push(await shellLoop(count + 1));
    took.oursOne.push(await greenlight(1));
    took.loopOne.push(await shellLoop(1));
    took.unit.push(durableWrite() + spawnSh());
  }
  const of = (name) => median(took[name]);
  const extra = (of('oursMany') - of('oursOne') - (of('loopMany') - of('loopOne'))) / count;
  const unit = of('unit');
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
  const path = join(workspace('true'), 'state');
  const text = JSON.stringify({ tasks: tasks(20) });
  return perCall(() => replaceDurably(path, text));
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
