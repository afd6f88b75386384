import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What no later process with the same pid shares: when it began. Undefined when no such process lives. */
export async function identityOf(pid: number): Promise<string | undefined> {
  const boot = await readOrUndefined('/proc/sys/kernel/random/boot_id');
  return boot === undefined ? identityByPs(pid) : identityByProc(pid, boot.trim());
}

/** Linux: the start is counted in ticks since boot, so it takes the boot's own id to be unique. */
async function identityByProc(pid: number, boot: string): Promise<string | undefined> {
  const stat = await readOrUndefined(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is a name that may itself hold spaces and parentheses; the start is field 22.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const start = rest[18];
  return state === 'Z' || state === 'X' || start === undefined ? undefined : `${boot} ${start}`;
}

/** Where there is no /proc (macOS). */
export async function identityByPs(pid: number): Promise<string | undefined> {
  try {
    // The start is a local time in words, so zone and language are fixed.
    const env = { PATH: process.env['PATH'], TZ: 'UTC0', LC_ALL: 'C' };
    const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env });
    const [state, ...start] = stdout.trim().split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : start.join(' ');
  } catch (error) {
    // That is how ps says that there is no such process.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 1) return undefined;
    throw error;
  }
}

async function readOrUndefined(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'latin1');
  } catch {
    return undefined;
  }
}
