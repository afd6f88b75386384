/** A process that cannot be mistaken for a later one with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the machine's own words. */
  readonly identity: string;
}

export interface ProcessEntry extends ProcessIdentity {
  readonly ppid: number;
  readonly pgid: number;
}

/** The living processes of this machine; a zombie is dead. */
export interface ProcessTable {
  list(): Promise<readonly ProcessEntry[]>;
  identityOf(pid: number): Promise<string | undefined>;
  /** Processes that have the variable in the environment they were started with; empty where it cannot be read. */
  marked(variable: string): Promise<readonly number[]>;
  /** Whether the standard output of the process is that file; false where it cannot be told. */
  writesTo(pid: number, path: string): boolean;
}

export async function isAlive(table: ProcessTable, { pid, identity }: ProcessIdentity): Promise<boolean> {
  return (await table.identityOf(pid)) === identity;
}

/** Sends the signal unless the pid belongs to another process by now. */
export async function signalProcess(
  table: ProcessTable,
  target: ProcessIdentity,
  signal: NodeJS.Signals,
): Promise<void> {
  if (await isAlive(table, target)) signalPid(target.pid, signal);
}

/** `pid` below zero means the group. */
export function signalPid(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile, or belongs to someone else: whether it lives is asked again anyway.
  }
}
