import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const main = join(root, 'dist/main.js');
export const program = (name) => join(root, 'bench/programs', name);

const workspaces = [];
process.on('exit', () => {
  for (const path of workspaces) rmSync(path, { recursive: true, force: true });
});

/** A scratch project that runs `command`; removed at the end of the process. */
export function workspace(command) {
  const path = mkdtempSync(join(tmpdir(), 'greenlight-bench-'));
  workspaces.push(path);
  for (const name of ['work', 'home', 'tasks']) mkdirSync(join(path, name));
  writeFileSync(
    join(path, 'config.yaml'),
    `project:\n  directory: work\nclaude:\n  command: ${JSON.stringify(command)}\n  sandboxed: true\n`,
  );
  return path;
}

export const tasks = (count) =>
  Array.from(
    { length: count },
    (_, index) =>
      `## Task ${index + 1}: Step ${index + 1}\n**Type:** backend\n\nDo step ${index + 1} of the list.\n`,
  ).join('\n---\n\n');

/** Runs a command to its end; gives wall time in ms and peak resident memory in MiB (Linux). */
export async function timed(command, args, options) {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  let peakMiB = 0;
  const watch = setInterval(() => {
    try {
      const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      peakMiB = Math.max(peakMiB, Number(kib ?? 0) / 1024);
    } catch {
      /* it has ended, or this is not Linux */
    }
  }, 25);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`);
  return { ms: performance.now() - start, peakMiB };
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
