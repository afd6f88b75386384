import { setTimeout as pause } from 'node:timers/promises';
import { signalPid, signalProcess, isAlive, type ProcessIdentity } from './process-table.ts';
import type { ProcessEntry, ProcessTable } from './process-table.ts';

export interface Ending {
  readonly table: ProcessTable;
  /** `NAME=value` in the environment of everything the attempt starts. */
  readonly mark: string;
  /** Survives until all it started is dead, to write down how that ended. */
  readonly wrapper: ProcessIdentity | undefined;
  /** A process to be ended that is known without its mark, where environments cannot be read. */
  readonly root?: ProcessIdentity | undefined;
}

export interface Graces {
  readonly interruptMs: number;
  readonly terminateMs: number;
  /** For the wrapper, once all it started is dead; for leftovers, to end when asked. */
  readonly lastMs: number;
}

const POLL_MS = 50;

/**
 * Ends everything of an attempt; resolves once nothing of it lives. SIGINT first: it makes the CLI end its
 * tools and write a result, which SIGTERM does not on all versions (measured with 2.1.197 and 2.1.329).
 */
export async function endAttempt(ending: Ending, graces: Graces): Promise<void> {
  // Members are collected before the first signal: the children of the dead are nobody's descendants.
  const members = new Map<number, ProcessEntry>();
  await collectMembers(ending, members, { withMarked: true });
  await askToEnd(ending, members, 'SIGINT', graces.interruptMs);
  await askToEnd(ending, members, 'SIGTERM', graces.terminateMs);
  await killMembers(ending, members);
  if (ending.wrapper !== undefined) await endWrapper(ending.table, ending.wrapper, graces.lastMs);
  // What the wrapper could still have started between the two.
  await killMembers(ending, members);
}

/** Ends a command that runs without a wrapper, with all it started; false when nothing of it lived. */
export async function endCommand(ending: Ending, graces: Pick<Graces, 'terminateMs'>): Promise<boolean> {
  const members = new Map<number, ProcessEntry>();
  await collectMembers(ending, members, { withMarked: true });
  if (members.size === 0) return false;
  await askToEnd(ending, members, 'SIGTERM', graces.terminateMs);
  await killMembers(ending, members);
  return true;
}

/** Ends what an ended attempt left running (`npm run dev &`); tells how many processes that were. */
export async function endLeftovers(ending: Ending, graces: Pick<Graces, 'lastMs'>): Promise<number> {
  const { table, wrapper } = ending;
  const marked = await table.marked(ending.mark);
  // It carries the mark and the lock until it has exited, and is no leftover.
  if (wrapper !== undefined) await waitWhile(graces.lastMs, async () => isAlive(table, wrapper));
  if (marked.every((pid) => pid === wrapper?.pid)) return 0;
  const members = new Map<number, ProcessEntry>();
  await collectMembers(ending, members, { withMarked: true });
  const count = members.size;
  if (count === 0) return 0;
  for (const member of members.values()) await signalProcess(table, member, 'SIGTERM');
  await waitWhile(graces.lastMs, async () => someAlive(table, members.values()));
  await killMembers(ending, members);
  return count;
}

/** The CLI itself and what was orphaned; its tools are left to it as long as it is asked politely. */
async function askToEnd(
  ending: Ending,
  members: Map<number, ProcessEntry>,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  const asked = new Map<number, ProcessEntry>();
  await waitWhile(graceMs, async () => {
    await collectMembers(ending, members, { withMarked: false });
    for (const root of rootsOf(members)) {
      if (asked.get(root.pid)?.identity === root.identity) continue;
      asked.set(root.pid, root);
      await signalProcess(ending.table, root, signal);
    }
    return someAlive(ending.table, asked.values());
  });
}

async function killMembers(ending: Ending, members: Map<number, ProcessEntry>): Promise<void> {
  for (;;) {
    await collectMembers(ending, members, { withMarked: true });
    if (members.size === 0) return;
    for (const member of members.values()) await killWithGroup(ending, member);
    await pause(POLL_MS);
  }
}

/** With the group it leads, for what is forked at this moment; the wrapper leads its own and is no member. */
async function killWithGroup({ table }: Ending, member: ProcessEntry): Promise<void> {
  if (!(await isAlive(table, member))) return;
  if (member.pgid === member.pid) signalPid(-member.pgid, 'SIGKILL');
  signalPid(member.pid, 'SIGKILL');
}

async function endWrapper(table: ProcessTable, wrapper: ProcessIdentity, graceMs: number): Promise<void> {
  await waitWhile(graceMs, async () => isAlive(table, wrapper));
  await signalProcess(table, wrapper, 'SIGKILL');
  await waitWhile(Number.POSITIVE_INFINITY, async () => isAlive(table, wrapper));
}

/** Brings `members` up to date: the living ones, their descendants, those of the wrapper and what carries the mark. */
async function collectMembers(
  { table, mark, wrapper, root }: Ending,
  members: Map<number, ProcessEntry>,
  { withMarked }: { readonly withMarked: boolean },
): Promise<void> {
  const marked = new Set(withMarked ? await table.marked(mark) : []);
  const all = await table.list();
  const living = new Map(all.map((entry) => [entry.pid, entry]));
  for (const [pid, known] of members) if (living.get(pid)?.identity !== known.identity) members.delete(pid);

  const isWrapper = (entry: ProcessEntry): boolean => isSame(entry, wrapper);
  const wrapperLives = all.some(isWrapper);
  const isNew = (entry: ProcessEntry): boolean =>
    !members.has(entry.pid) &&
    !isWrapper(entry) &&
    entry.pid !== process.pid &&
    (marked.has(entry.pid) ||
      isSame(entry, root) ||
      members.has(entry.ppid) ||
      (wrapperLives && entry.ppid === wrapper?.pid));
  for (let found = all.filter(isNew); found.length > 0; found = all.filter(isNew)) {
    for (const entry of found) members.set(entry.pid, entry);
  }
  // A parent may have changed since (a process whose parent died belongs to init).
  for (const pid of members.keys()) members.set(pid, living.get(pid) ?? unreachable());
}

function isSame(entry: ProcessEntry, other: ProcessIdentity | undefined): boolean {
  return entry.pid === other?.pid && entry.identity === other.identity;
}

function rootsOf(members: ReadonlyMap<number, ProcessEntry>): readonly ProcessEntry[] {
  return [...members.values()].filter((member) => !members.has(member.ppid));
}

async function someAlive(table: ProcessTable, processes: Iterable<ProcessIdentity>): Promise<boolean> {
  for (const one of processes) if (await isAlive(table, one)) return true;
  return false;
}

async function waitWhile(limitMs: number, holds: () => Promise<boolean>): Promise<void> {
  const start = performance.now();
  for (let waitMs = 1; (await holds()) && performance.now() - start < limitMs; waitMs *= 2) {
    await pause(Math.min(waitMs, POLL_MS));
  }
}

function unreachable(): never {
  throw new Error('a member was just seen alive');
}
