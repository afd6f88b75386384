import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NEEDED_GB = 2.5;
const TOOLS = ['gcc', 'g++', 'make', 'python3'];

/** Why n8n cannot be installed in this folder, in a sentence; undefined when it can. */
export function obstacle(folder, { path = process.env.PATH ?? '', neededGb = NEEDED_GB } = {}) {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    return `this test knows Linux on x64 and arm64, not ${process.platform} on ${process.arch}`;
  const missing = TOOLS.filter((tool) => !isOn(path, tool));
  if (missing.length > 0)
    return `n8n's database must be compiled, and this machine lacks ${missing.join(', ')}`;
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const freeGb = (bavail * bsize) / 1e9;
  return freeGb < neededGb
    ? `n8n takes ${neededGb} GB of disk, and ${freeGb.toFixed(1)} GB are free in ${folder}`
    : undefined;
}

const isOn = (path, tool) => path.split(delimiter).some((folder) => existsSync(join(folder, tool)));
