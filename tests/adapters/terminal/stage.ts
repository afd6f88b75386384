import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Pager } from '../../../src/adapters/terminal/pager.ts';
import { runInTerminal, type RunInTerminalDeps } from '../../../src/adapters/terminal/run-session.ts';
import { createTerminalChannel } from '../../../src/adapters/terminal/terminal-channel.ts';
import { createSessionService, type SessionService } from '../../../src/app/session-service.ts';
import type { Ids } from '../../../src/app/ports/ids.ts';
import type { LimitRules } from '../../../src/app/go-on.ts';
import type { TaskFileReading } from '../../../src/app/ports/task-files.ts';
import { freshState } from '../../../src/app/project-state.ts';
import type { LoadedState } from '../../../src/app/ports/store.ts';
import type { CareDeps } from '../../../src/app/attempt-care.ts';
import type { Verification } from '../../../src/core/attempt/index.ts';
import type { GateRules } from '../../../src/core/gate/index.ts';
import type { Task } from '../../../src/core/task/index.ts';
import {
  createFakeArchive,
  createFakeAuditLog,
  createFakeClock,
  createFakeEvidenceBook,
  createFakeFolders,
  createFakeIds,
  createFakeLog,
  createFakeStore,
  createFakeTaskFiles,
  type FakeClock,
  type FakeEvidenceBook,
  type FakeStore,
} from '../../helpers/app-fakes.ts';
import {
  createFakeRunner,
  type FakeLedger,
  type FakeRunner,
  type Script,
} from '../../helpers/fake-runner.ts';
import { createFakeCallBook, fakeAsking, type FakeCallBook } from '../../helpers/asking-fakes.ts';
import { createFakeCheckpoints, type FakeRepository } from '../../helpers/fake-checkpoints.ts';
import { required } from '../../helpers/session-play.ts';
import { until } from '../../helpers/until.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';
import { today } from './today.ts';

/** What stays when a process ends; time goes on, and no id comes twice. */
export interface Disk {
  readonly kept: { loaded: LoadedState };
  readonly folders: ReturnType<typeof createFakeFolders>;
  readonly ledger: FakeLedger;
  readonly clock: FakeClock;
  readonly ids: Ids;
  readonly evidence: Map<string, string>;
  readonly diffs: Map<string, string>;
  /** What calls that wait would do. */
  readonly calls: Map<string, string>;
}

export const emptyDisk = (): Disk => ({
  kept: { loaded: { state: freshState } },
  folders: createFakeFolders(),
  ledger: new Map(),
  clock: createFakeClock(),
  ids: createFakeIds(),
  evidence: new Map(),
  diffs: new Map(),
  calls: new Map(),
});

export interface Stage {
  readonly callBook: FakeCallBook;
  readonly service: SessionService;
  readonly runner: FakeRunner;
  readonly store: FakeStore;
  readonly clock: FakeClock;
  readonly timers: FakeTimers;
  readonly interrupts: EventEmitter;
  readonly input: PassThrough;
  readonly output: PassThrough;
  /** Everything printed so far. */
  text(): string;
  /** Resolves once `text` was printed (again, after `from` characters). */
  printed(text: string, from?: number): Promise<void>;
  /** Runs the file to its end and closes the service; resolves with the exit code. */
  run(options?: { readonly file?: string; readonly yes?: boolean }): Promise<number>;
}

export interface StageOptions {
  readonly script?: Script;
  readonly tasks?: readonly Task[];
  readonly rules?: GateRules;
  readonly disk?: Disk;
  /** The lines of a pipe; undefined leaves it open for `input`. */
  readonly lines?: readonly string[];
  /** Undefined: the project is none. */
  readonly repository?: FakeRepository;
  /** How the first Verify command of an epoch goes, where it does not pass. */
  readonly fails?: Readonly<Record<number, Partial<Verification>>>;
  /** The edited file that is there from this moment on: the same object, changed. */
  readonly files?: Record<string, TaskFileReading>;
  readonly pager?: Pager;
  /** Whether it can be gone on with later. */
  readonly hint?: boolean;
  readonly limits?: LimitRules;
  /** Both ends are a terminal. */
  readonly tty?: boolean;
}

export function createStage(options: StageOptions = {}): Stage {
  const {
    script = {},
    tasks = today,
    rules = required,
    disk = emptyDisk(),
    lines,
    tty = false,
    repository,
    fails,
    files = filesOf(tasks),
    pager,
    hint = true,
    limits,
  } = options;
  const { clock, ids } = disk;
  const runner = createFakeRunner(script, clock, disk.ledger, (...file) => repository?.write(...file));
  const evidence = createFakeEvidenceBook(disk.evidence, disk.diffs);
  const store = createFakeStore(disk.kept);
  const archive = createFakeArchive(disk.folders);
  const input = Object.assign(new PassThrough(), { isTTY: tty, setRawMode: () => undefined });
  // A prompt ends what it is piped to, unless that is a process's own output.
  const output = Object.assign(new PassThrough(), { isTTY: tty, columns: 100, end: () => output });
  const timers = createFakeTimers();
  const chunks: string[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const text = (): string => stripVTControlCharacters(chunks.join(''));
  const records = runner.record.bind(runner);
  const callBook = createFakeCallBook(disk.calls);
  const seen = {
    ...{ records, tasks: archive.readTasks.bind(archive), now: () => clock.now(), timeZone: 'UTC' },
    callBook,
    evidence: async (session: string, epoch: number) => evidence.read(session, epoch),
  };
  const logsFolder = (session: string): string => `logs/${session}`;
  const channel = createTerminalChannel({ ...seen, output, rules, logsFolder, timers });
  const service = createSessionService({
    store,
    runner,
    archive,
    auditLog: createFakeAuditLog(),
    taskFiles: createFakeTaskFiles(files),
    clock,
    ids,
    log: createFakeLog(),
    rules,
    channels: [channel],
    care: careOver(repository, evidence, fails),
    zone: 'UTC',
    ...askingWith(callBook, limits),
  });
  const interrupts = new EventEmitter();
  if (lines) input.end(lines.map((line) => `${line}\n`).join(''));

  return {
    callBook,
    service,
    runner,
    store,
    clock,
    timers,
    interrupts,
    input,
    output,
    text,
    printed: async (expected, from = 0) => {
      await until(() => text().includes(expected, from));
    },
    async run({ file = 'tasks/today.md', yes = false } = {}) {
      const recovered = await service.recover();
      const isSameFile = (asked: string, open: string): boolean => asked === open;
      const code = await runInTerminal({
        ...seen,
        ...{ service, recovered, channel, file, yes, input, output, interrupts, logsFolder, isSameFile },
        goOn: hint ? (open: string): string => `greenlight run ${open}` : undefined,
        timers,
        pager,
        diff: (session, epoch) => diffOf(evidence, session, epoch),
        operator: 'ann',
      });
      await service.close();
      clock.advance(60_000);
      return code;
    },
  };
}

const askingWith = (
  callBook: FakeCallBook,
  limits: LimitRules | undefined,
): ReturnType<typeof fakeAsking> => ({
  ...fakeAsking(callBook),
  ...(limits && { limits }),
});

async function diffOf(
  evidence: FakeEvidenceBook,
  session: string,
  epoch: number,
): ReturnType<RunInTerminalDeps['diff']> {
  const found = await evidence.diff(session, epoch, 10_000);
  return found && { epoch, ...found, file: evidence.diffPath(session, epoch) };
}

const careOver = (
  repository: FakeRepository | undefined,
  evidence: FakeEvidenceBook,
  fails: StageOptions['fails'] = {},
): CareDeps | undefined =>
  repository && {
    checkpoints: createFakeCheckpoints(repository, {
      write: (path, text) => void evidence.diffs.set(path, text),
    }),
    evidence,
    verifier: {
      verify: async ({ epoch, commands }) =>
        commands.map((command, n) => ({
          ...{
            command,
            passed: true,
            exitCode: 0,
            durationMs: 12_000,
            lastLines: [],
            log: `verify-${n + 1}.log`,
          },
          ...(n === 0 && fails[epoch]),
        })),
    },
    commit: false,
    oldest: () => '2026-10-21T00:00:00.000Z',
  };

export const filesOf = (tasks: readonly Task[]): Record<string, TaskFileReading> => ({
  'tasks/today.md': { ok: true, path: 'tasks/today.md', file: { tasks } },
  'tasks/other.md': { ok: true, path: 'tasks/other.md', file: { tasks: tasks.slice(0, 1) } },
  'tasks/faulty.md': {
    ok: false,
    path: 'tasks/faulty.md',
    faults: [
      { line: 3, column: 1, message: '`Requires Aproval`: did you mean `Requires Approval`?' },
      { line: 9, column: 4, message: 'Task 2 has no instruction.' },
    ],
  },
});
