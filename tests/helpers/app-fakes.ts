import { createHash } from 'node:crypto';
import type { SessionArchive } from '../../src/app/ports/archive.ts';
import type { AuditLog } from '../../src/app/ports/audit-log.ts';
import type { Evidence } from '../../src/core/attempt/index.ts';
import type { CallBook, KeptCall } from '../../src/app/ports/call-book.ts';
import type { EvidenceBook } from '../../src/app/ports/evidence.ts';
import type { Clock } from '../../src/app/ports/clock.ts';
import type { Ids } from '../../src/app/ports/ids.ts';
import type { Log } from '../../src/app/ports/log.ts';
import type { LoadedState, StateStore } from '../../src/app/ports/store.ts';
import type { TaskFileReading, TaskFiles } from '../../src/app/ports/task-files.ts';
import type { Workplace } from '../../src/app/ports/workplace.ts';
import { freshState, type AuditEntry } from '../../src/app/project-state.ts';
import type { ClosedSession } from '../../src/core/session/index.ts';

export interface FakeClock extends Clock {
  /** Lets time pass; whoever waits for less is woken. */
  advance(ms: number): void;
  /** Sets the wall clock, as a person does: no time passes by it. */
  set(at: string): void;
}

export function createFakeClock(start = '2026-11-21T09:30:15.000Z'): FakeClock {
  let ms = Date.parse(start);
  /** Waiting is by another clock, which nobody sets. */
  let passedMs = 0;
  const waiting = new Set<{ readonly until: number; readonly wake: () => void }>();
  const now = (): string => new Date(ms).toISOString();
  return {
    now,
    localStamp: () => now().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-'),
    wait: (forMs, signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(waiter);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const waiter = { until: passedMs + forMs, wake };
        waiting.add(waiter);
        signal.addEventListener('abort', wake);
        if (signal.aborted) wake();
      }),
    advance(byMs) {
      ms += byMs;
      passedMs += byMs;
      for (const waiter of waiting) if (waiter.until <= passedMs) waiter.wake();
    },
    set(at) {
      ms = Date.parse(at);
    },
  };
}

/** Ids that count up, so that a story reads the same every time. */
export function createFakeIds(): Ids {
  let n = 0;
  const next = (): number => (n += 1);
  return {
    uuid: () => `00000000-0000-4000-8000-${String(next()).padStart(12, '0')}`,
    gate: () => `gate-${next()}`,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

export interface FakeStore extends StateStore {
  /** How many of the next saves fail, as a full disk would have it. */
  failing: number;
}

/** `kept` is what a store over the same disk finds. */
export function createFakeStore(
  kept: { loaded: LoadedState } = { loaded: { state: freshState } },
): FakeStore {
  return {
    failing: 0,
    load: async () => kept.loaded,
    async save(state) {
      if (this.failing > 0) {
        this.failing -= 1;
        throw new Error('ENOSPC: no space left on device, write');
      }
      kept.loaded = { state };
    },
  };
}

/** As a disk keeps it: the list as text, so that its digests stay. */
export interface FakeFolders {
  readonly claimed: Set<string>;
  readonly tasks: Map<string, string>;
  readonly closed: Map<string, ClosedSession>;
}

export const createFakeFolders = (): FakeFolders => ({
  claimed: new Set(),
  tasks: new Map(),
  closed: new Map(),
});

const listKey = (session: string, list: number): string => (list === 1 ? session : `${session}/${list}`);

export const createFakeArchive = (folders = createFakeFolders()): SessionArchive => ({
  claim: async (session) => !folders.claimed.has(session) && folders.claimed.add(session).has(session),
  keepTasks: async (session, tasks, list) =>
    void folders.tasks.set(listKey(session, list), JSON.stringify(tasks)),
  async readTasks(session, list) {
    const text = folders.tasks.get(listKey(session, list));
    return text === undefined
      ? undefined
      : (JSON.parse(text) as Awaited<ReturnType<SessionArchive['readTasks']>>);
  },
  write: async (session) => void folders.closed.set(session.id, session),
  read: async (session) => folders.closed.get(session),
  ranOn: async (day, file) =>
    [...folders.closed.values()].some((session) => session.id.startsWith(day) && session.file === file),
});

export interface FakeEvidenceBook extends EvidenceBook {
  /** By their paths, as if they had been written there. */
  readonly diffs: Map<string, string>;
}

/** `kept` is what a book over the same disk finds, by session and epoch. */
export function createFakeEvidenceBook(
  kept = new Map<string, string>(),
  diffs = new Map<string, string>(),
): FakeEvidenceBook {
  const diffPath = (session: string, epoch: number): string => `${session}/${epoch}/changes.diff`;
  return {
    diffs,
    diffPath,
    async keep(session, evidence) {
      const text = JSON.stringify(evidence);
      kept.set(`${session}/${evidence.epoch}`, text);
      return createHash('sha256').update(text).digest('hex');
    },
    async read(session, epoch) {
      const text = kept.get(`${session}/${epoch}`);
      return text === undefined ? undefined : (JSON.parse(text) as Evidence);
    },
    async diff(session, epoch, maxBytes) {
      const text = diffs.get(diffPath(session, epoch));
      if (text === undefined || Buffer.byteLength(text) <= maxBytes)
        return text === undefined ? undefined : { text, whole: true };
      const fits = Buffer.from(text).subarray(0, maxBytes);
      return { text: fits.toString('utf8', 0, fits.lastIndexOf('\n') + 1), whole: false };
    },
  };
}

/** `kept` is what a book over the same disk finds. */
export const createFakeCallBook = (
  kept = new Map<string, string>(),
  wasBegun: (session: string, epoch: number) => boolean = () => true,
): CallBook => ({
  async keep(session, epoch, call) {
    if (wasBegun(session, epoch)) kept.set(JSON.stringify([session, epoch, call.id]), JSON.stringify(call));
  },
  async read(session, epoch, id) {
    const text = kept.get(JSON.stringify([session, epoch, id]));
    return text === undefined ? undefined : (JSON.parse(text) as KeptCall);
  },
});

/** A project in `/project`, with these files by their whole paths. */
export const createFakeWorkplace = (
  files: Readonly<Record<string, string>> = {},
  instructions?: string,
): Workplace => ({
  surroundings: (cwd) => ({
    project: '/project',
    cwd,
    home: '/home/ann',
    own: ['/greenlight'],
    real: (path) => path,
  }),
  read: async (path) => files[path],
  instructions: async () => instructions,
});

/** `entries` is what stands in the file. */
export const createFakeAuditLog = (entries: AuditEntry[] = []): AuditLog => ({
  async append(added) {
    const last = entries.at(-1)?.n ?? 0;
    entries.push(...added.filter(({ n }) => n > last));
  },
  sync: async () => {},
  last: async () => entries.at(-1)?.n ?? 0,
});

export const createFakeTaskFiles = (files: Readonly<Record<string, TaskFileReading>>): TaskFiles => ({
  async read(file) {
    const reading = files[file];
    if (reading) return reading;
    const message = `There is no such file: ${file}`;
    return { ok: false, path: file, faults: [{ line: 1, column: 1, message }] };
  },
  stamp: async (file) => files[file] && JSON.stringify(files[file]),
  list: async () => Object.keys(files),
});

export interface FakeLog extends Log {
  /** What was said, `level message`. */
  readonly said: readonly string[];
}

export function createFakeLog(): FakeLog {
  const said: string[] = [];
  const at = (level: string) => (message: string) => void said.push(`${level} ${message}`);
  return {
    said,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    close: async () => {},
  };
}
