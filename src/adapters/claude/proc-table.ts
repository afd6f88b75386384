import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { ProcessEntry, ProcessTable } from './process-table.ts';

const BATCH = 200;

/** The process table of Linux. Reads are synchronous: one takes microseconds, a promise for each costs ten times that. */
export function createProcTable(): ProcessTable {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return {
    list: async () => {
      const entries: ProcessEntry[] = [];
      await forEachPid((pid) => {
        const entry = readEntry(pid, boot);
        if (entry !== undefined) entries.push(entry);
      });
      return entries;
    },
    identityOf: (pid) => Promise.resolve(readEntry(pid, boot)?.identity),
    marked: async (variable) => {
      const found: number[] = [];
      await forEachPid((pid) => {
        if (readOrNothing(`/proc/${pid}/environ`).split('\0').includes(variable)) found.push(pid);
      });
      return found;
    },
    writesTo: (pid, path) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/1`) === path;
      } catch {
        return false;
      }
    },
  };
}

async function forEachPid(visit: (pid: number) => void): Promise<void> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const [index, pid] of pids.entries()) {
    visit(Number(pid));
    if (index % BATCH === BATCH - 1) await yieldToOthers();
  }
}

/** The fields after the name, which may itself hold spaces and parentheses: state, ppid, pgid ... start (the 20th). */
function readEntry(pid: number, boot: string): ProcessEntry | undefined {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  const [state, ppid, pgid, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const start = rest[16];
  if (start === undefined || state === 'Z' || state === 'X') return undefined;
  return { pid, ppid: Number(ppid), pgid: Number(pgid), identity: `${boot} ${start}` };
}

let buffer = Buffer.alloc(64 * 1024);

/** A process may end, or belong to someone else, while it is looked at. */
function readOrNothing(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readWhole(file);
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** One read gives all of it, if there is room; `readFileSync` would take three calls of the system. */
function readWhole(file: number): string {
  for (;;) {
    const length = readSync(file, buffer, 0, buffer.length, 0);
    if (length < buffer.length) return buffer.toString('latin1', 0, length);
    buffer = Buffer.alloc(buffer.length * 2);
  }
}
