import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readIfThere, removeFile } from './durable.ts';
import { GitTrouble } from './git-trouble.ts';
import { STARTING } from './run-git.ts';

const POLL_MS = 20;
const START_MS = 2_000;
const LONGEST_MS = 120_000;

/**
 * A Greenlight that was killed may have left a git at work on the same index. Waits until that has ended, and removes
 * the lock if it has been killed, too. `runs` names its process.
 */
export async function outliveOrphan(runs: string, index: string): Promise<void> {
  const lock = `${index}.lock`;
  const begun = performance.now();
  const longer = (ms: number) => performance.now() - begun > ms;
  while (existsSync(lock)) {
    const pid = await readIfThere(runs);
    // The id was not written any more: as long as a process needs to start and end with so little to do.
    if (pid === STARTING ? longer(START_MS) : !isGit(Number(pid))) return removeFile(lock);
    if (longer(LONGEST_MS))
      throw new GitTrouble(`The process ${pid ?? ''} (git) still holds ${lock}: wait, or end it.`);
    await wait(POLL_MS);
  }
}

function isGit(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return commandOf(pid)?.includes('git') ?? true;
}

/** Undefined where there is no /proc; empty of a zombie. */
function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return undefined;
  }
}
