import { readdirSync, readFileSync } from 'node:fs';

/** Living processes whose environment holds all of `texts`, by /proc; an attempt's marker finds all of its children. */
export function processesWith(...texts: readonly string[]): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => !isZombie(pid) && texts.every((text) => read(`/proc/${pid}/environ`).includes(text)));
}

/** Ends every living process whose environment holds all of `texts`; one may end by itself in between. */
export function killProcessesWith(...texts: readonly string[]): void {
  for (const pid of processesWith(...texts)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

const isZombie = (pid: number): boolean => read(`/proc/${pid}/stat`).includes(') Z ');

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
