import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, program, tasks, timed, workspace } from './workspace.mjs';

/** Peak resident memory of Greenlight (not of the program) in a run whose program prints much, against one that prints little. */
export async function memory(smoke) {
  const [little, much] = smoke ? [1, 10] : [10, 1024];
  const small = await peak(little);
  const large = await peak(much);
  return [
    {
      what: `peak memory, ${much} MB of stream-json`,
      measured: `${large.toFixed(1)} MiB`,
      baseline: `${small.toFixed(1)} MiB (${little} MB)`,
      multiple: `${(large / small).toFixed(2)} (${(large - small).toFixed(1)} MiB more)`,
      'at most': '20 MiB more',
    },
  ];
}

async function peak(megabytes) {
  const path = workspace(program('flood.sh'));
  writeFileSync(join(path, 'tasks/list.md'), tasks(1));
  // A name that the child's allow-list of variables lets through.
  const env = { PATH: process.env.PATH, HOME: join(path, 'home'), LC_FLOOD_MB: String(megabytes) };
  return (await timed(process.execPath, [main, 'run', 'tasks/list.md', '--yes'], { cwd: path, env })).peakMiB;
}
