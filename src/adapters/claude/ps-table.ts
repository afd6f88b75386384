import { execa } from 'execa';
import type { ProcessEntry, ProcessTable } from './process-table.ts';

const COLUMNS = 'pid=,ppid=,pgid=,stat=,lstart=';

/** The process table where there is no /proc (macOS, BSD). Environments of others cannot be read there. */
export function createPsTable(): ProcessTable {
  const entries = async (...which: readonly string[]): Promise<readonly ProcessEntry[]> => {
    // The start is text in local time and words, so both are fixed.
    const { stdout } = await execa('ps', [...which, '-o', COLUMNS], {
      env: { TZ: 'UTC0', LC_ALL: 'C' },
      reject: false,
      stdin: 'ignore',
    });
    return stdout.split('\n').flatMap((line) => parseLine(line) ?? []);
  };
  return {
    list: () => entries('-A'),
    identityOf: async (pid) => (await entries('-p', String(pid)))[0]?.identity,
    marked: () => Promise.resolve([]),
    writesTo: () => false,
  };
}

function parseLine(line: string): ProcessEntry | undefined {
  const [pid, ppid, pgid, state, ...start] = line.trim().split(/\s+/);
  if (state === undefined || state.startsWith('Z')) return undefined;
  return { pid: Number(pid), ppid: Number(ppid), pgid: Number(pgid), identity: start.join(' ') };
}
