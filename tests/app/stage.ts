import type { Channel } from '../../src/app/ports/channel.ts';
import type { Ids } from '../../src/app/ports/ids.ts';
import type { LoadedState } from '../../src/app/ports/store.ts';
import type { TaskFileReading } from '../../src/app/ports/task-files.ts';
import { freshState, type AuditEntry } from '../../src/app/project-state.ts';
import {
  createSessionService,
  type OperatorRequest,
  type SessionService,
  type SessionServiceDeps,
} from '../../src/app/session-service.ts';
import type { GateRules } from '../../src/core/gate/index.ts';
import type { Verification } from '../../src/core/attempt/index.ts';
import type { Notice, Session } from '../../src/core/session/index.ts';
import type { Task } from '../../src/core/task/index.ts';
import {
  createFakeArchive,
  createFakeAuditLog,
  createFakeCallBook,
  createFakeClock,
  createFakeEvidenceBook,
  createFakeFolders,
  createFakeIds,
  createFakeLog,
  createFakeStore,
  createFakeTaskFiles,
  createFakeWorkplace,
  type FakeClock,
  type FakeFolders,
  type FakeLog,
  type FakeStore,
} from '../helpers/app-fakes.ts';
import {
  createFakeCheckpoints,
  createFakeRepository,
  type FakeRepository,
} from '../helpers/fake-checkpoints.ts';
import { createFakeRunner, type FakeLedger, type FakeRunner, type Script } from '../helpers/fake-runner.ts';
import { createFakeVerifier, type FakeVerifier, type VerifyScript } from '../helpers/fake-verifier.ts';
import { ann, completed, required } from '../helpers/session-play.ts';

/** What stays when a process ends; time goes on, and no id comes twice. */
export interface Disk {
  readonly kept: { loaded: LoadedState };
  readonly folders: FakeFolders;
  readonly audit: AuditEntry[];
  readonly ledger: FakeLedger;
  /** Every start of an attempt, as `session/epoch`. */
  readonly starts: string[];
  readonly clock: FakeClock;
  readonly ids: Ids;
  /** What the operator was told. */
  readonly told: Notice[];
  readonly repository: FakeRepository;
  /** By session and epoch. */
  readonly evidence: Map<string, string>;
  readonly diffs: Map<string, string>;
  readonly verified: Map<string, readonly Verification[]>;
  /** What calls that waited would do. */
  readonly calls: Map<string, string>;
}

export function emptyDisk(): Disk {
  const starts: string[] = [];
  const ledger: FakeLedger = new Map();
  const set = ledger.set.bind(ledger);
  ledger.set = (key, ran) => {
    if (ran !== 'void') starts.push(key);
    return set(key, ran);
  };
  return {
    kept: { loaded: { state: freshState } },
    folders: createFakeFolders(),
    audit: [],
    ledger,
    starts,
    clock: createFakeClock(),
    ids: createFakeIds(),
    told: [],
    repository: createFakeRepository(),
    evidence: new Map(),
    diffs: new Map(),
    verified: new Map(),
    calls: new Map(),
  };
}

export const taskNumbered = (number: number, change: Partial<Task> = {}): Task => ({
  number,
  title: `Task number ${number}`,
  type: 'backend',
  dependsOn: [],
  instruction: `Do the work of task ${number}.`,
  acceptanceCriteria: [],
  verify: [],
  ...change,
});

export interface Stage {
  readonly disk: Disk;
  readonly service: SessionService;
  readonly runner: FakeRunner;
  readonly verifier: FakeVerifier;
  readonly store: FakeStore;
  readonly log: FakeLog;
  /** Asks, and lets everything happen that follows without waiting. */
  readonly ask: (command: OperatorRequest['command'], id?: string) => ReturnType<SessionService['request']>;
}

export interface StageOptions {
  readonly disk?: Disk;
  readonly script?: Script;
  readonly rules?: GateRules;
  readonly tasks?: readonly Task[];
  /** Whether what attempts do is kept, verified and shown; commits only where that is said. */
  readonly care?: { readonly commit?: boolean; readonly verify?: VerifyScript } | undefined;
  /** Instead of the fakes. */
  readonly deps?: (fakes: SessionServiceDeps) => Partial<SessionServiceDeps>;
}

/** Each of three tasks is completed at its first attempt. */
export const allWell: Script = {
  1: [{ outcome: completed }],
  2: [{ outcome: completed }],
  3: [{ outcome: completed }],
};

export const FILE = 'tasks/today.md';

/** A service over a disk, not yet recovered. */
export function createStage(options: StageOptions = {}): Stage {
  const { disk = emptyDisk(), script = allWell, rules = required } = options;
  const { tasks = [1, 2, 3].map((number) => taskNumbered(number)) } = options;
  const { repository } = disk;
  const runner = createFakeRunner(script, disk.clock, disk.ledger, (...file) => repository.write(...file));
  const verifier = createFakeVerifier(options.care?.verify, disk.verified);
  const store = createFakeStore(disk.kept);
  const log = createFakeLog();
  const channel: Channel = { name: 'fake', deliver: async (notice) => void disk.told.push(notice) };
  const reading: TaskFileReading = { ok: true, path: FILE, file: { tasks } };
  const fakes: SessionServiceDeps = {
    store,
    runner,
    archive: createFakeArchive(disk.folders),
    auditLog: createFakeAuditLog(disk.audit),
    taskFiles: createFakeTaskFiles({ [FILE]: reading }),
    clock: disk.clock,
    ids: disk.ids,
    log,
    rules,
    channels: [channel],
    callBook: createFakeCallBook(disk.calls, (session, epoch) => disk.ledger.has(`${session}/${epoch}`)),
    workplace: createFakeWorkplace(),
    permissions: {
      asks: false,
      rules: { allow: [], ask: [], deny: [] },
      askWaitMs: 600_000,
      trustProject: true,
    },
    limits: { autoResume: true, giveUpMs: 3_600_000 },
    planFirst: [],
    redact: (text) => text,
    ...(options.care && { care: careOver(disk, verifier, options.care.commit) }),
  };
  const service = createSessionService({ ...fakes, ...options.deps?.(fakes) });
  return {
    disk,
    service,
    runner,
    verifier,
    store,
    log,
    async ask(command, id) {
      const reply = await service.request({ by: ann, command, id });
      await quiet();
      return reply;
    },
  };
}

const careOver = (disk: Disk, verifier: FakeVerifier, commit = false): SessionServiceDeps['care'] => ({
  checkpoints: createFakeCheckpoints(disk.repository, {
    now: () => disk.clock.now(),
    write: (path, text) => void disk.diffs.set(path, text),
  }),
  verifier,
  evidence: createFakeEvidenceBook(disk.evidence, disk.diffs),
  commit,
  oldest: () => '2026-10-21T00:00:00.000Z',
});

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const stage = createStage(options);
  await stage.service.recover();
  await quiet();
  return stage;
}

export const start = { type: 'start', file: FILE } as const;

/** The fakes answer at once: when the event loop comes round, all that follows from one thing has happened. */
export const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What the session does now, in a short text: `gate start 2`, `run 1`, `completed`. */
export function now(session: Session): string {
  if (session.state !== 'open') return session.state === 'closed' ? session.how : 'idle';
  const { phase } = session;
  const prefix = session.pausedAt === undefined ? '' : 'paused ';
  if (phase.name === 'waiting') return `${prefix}gate ${phase.gate.kind} ${phase.gate.task}`;
  if (phase.name === 'between') return `${prefix}between`;
  if (phase.name === 'undoing') return `${prefix}${phase.way} ${phase.task}`;
  return `${prefix}${phase.name === 'running' ? 'run' : 'stopping'} ${phase.attempt.epoch}`;
}

export const toldTypes = (disk: Disk): readonly string[] => disk.told.map(({ type }) => type);

/** A promise and its ends. */
export function deferred<T = void>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onward, off) => {
    resolve = onward;
    reject = off;
  });
  return { promise, resolve, reject };
}
