import {
  DetachedError,
  type AttemptRecord,
  type AttemptWatch,
  type Progress,
  type Runner,
  type RunOrder,
} from '../../src/app/ports/runner.ts';
import type { Attempt, Outcome, StopCause } from '../../src/core/attempt/index.ts';
import type { FakeClock } from './app-fakes.ts';

/** How one attempt goes; attempts of a task take their turns one after another, the last one again and again. */
export interface ScriptedRun {
  /** Undefined: it runs until it is ended from outside. */
  readonly outcome?: Outcome | undefined;
  readonly progress?: readonly Progress[];
  /** What it does to files; undefined takes one away. */
  readonly writes?: Readonly<Record<string, string | undefined>>;
  readonly leaves?: Partial<
    Pick<
      AttemptRecord,
      'finalText' | 'filesTouched' | 'refusedTools' | 'pendingTool' | 'lastLines' | 'deferred'
    >
  >;
}

export type Script = Readonly<Record<number, readonly ScriptedRun[]>>;

interface Ran {
  readonly session: string;
  readonly attempt: Attempt;
  readonly startedAt: string;
  readonly run: ScriptedRun;
  readonly ended: Promise<Outcome>;
  readonly end: (outcome: Outcome) => void;
  outcome?: Outcome;
}

export interface Started {
  readonly attempt: Attempt;
  readonly prompt: string;
  readonly maxBudgetUsd?: number | undefined;
}

export interface FakeRunner extends Runner {
  /** What was started, in order. */
  readonly started: readonly Started[];
  /** Ends an attempt that runs. */
  end(epoch: number, outcome: Outcome): void;
  watchOf(epoch: number): AttemptWatch | undefined;
}

export const stopped: Outcome = {
  kind: 'stopped',
  sentence: 'The attempt was ended by the operator.',
  resumable: true,
};

const endedBy: Readonly<Record<StopCause, Outcome>> = {
  operator: stopped,
  shutdown: stopped,
  timeout: { kind: 'timed-out', sentence: 'The attempt took too long and was ended.', resumable: true },
  silence: { kind: 'silent', sentence: 'The attempt was silent too long and was ended.', resumable: true },
};

/** What ran, by session and epoch: a disk that a later runner finds. A void epoch was ended before it started. */
export type FakeLedger = Map<string, Ran | 'void'>;

export function createFakeRunner(
  script: Script,
  clock: FakeClock,
  ledger: FakeLedger = new Map(),
  write: (path: string, content: string | undefined) => void = () => undefined,
): FakeRunner {
  const started: Started[] = [];
  const watches = new Map<number, AttemptWatch>();
  const key = (session: string, epoch: number): string => `${session}/${epoch}`;
  let left = false;
  let detach = (): void => undefined;
  const detached = new Promise<never>((_, reject) => (detach = () => reject(new DetachedError())));
  detached.catch(() => undefined);

  const all = (): readonly Ran[] => [...ledger.values()].filter((ran) => ran !== 'void');
  const byEpoch = (epoch: number): Ran | undefined => all().findLast((ran) => ran.attempt.epoch === epoch);
  const find = (session: string, epoch: number): Ran | undefined => {
    const ran = ledger.get(key(session, epoch));
    return ran === 'void' ? undefined : ran;
  };

  async function start({ session, attempt, prepare }: RunOrder): Promise<Ran | Outcome> {
    const preparation = await Promise.race([prepare(), detached]);
    if (!preparation.ok) return preparation.outcome;
    const other = ledger.get(key(session, attempt.epoch));
    if (other !== undefined) return other === 'void' ? stopped : other;
    const { prompt, maxBudgetUsd } = preparation.launch;
    started.push({ attempt, prompt, maxBudgetUsd });
    const turns = all().filter((ran) => ran.attempt.task === attempt.task).length;
    const runs = script[attempt.task] ?? [];
    const run = runs[Math.min(turns, runs.length - 1)] ?? {};
    let end: Ran['end'] = () => undefined;
    const ended = new Promise<Outcome>((resolve) => (end = resolve));
    const ran: Ran = { session, attempt, startedAt: clock.now(), run, ended, end };
    ledger.set(key(session, attempt.epoch), ran);
    return ran;
  }

  function finish(ran: Ran, outcome: Outcome): void {
    ran.outcome ??= outcome;
    ran.end(ran.outcome);
  }

  function play(ran: Ran, watch: AttemptWatch): void {
    if (ran.outcome) return;
    const { progress, outcome } = ran.run;
    for (const [path, content] of Object.entries(ran.run.writes ?? {})) write(path, content);
    progress?.forEach((now) => watch.progress(now));
    clock.advance(outcome?.durationMs ?? 0);
    if (outcome) finish(ran, outcome);
  }

  return {
    started,
    watchOf: (epoch) => watches.get(epoch),
    end(epoch, outcome) {
      const ran = byEpoch(epoch);
      if (ran) finish(ran, outcome);
    },
    async ensureRun(order, watch) {
      if (left) throw new DetachedError();
      const known = ledger.get(key(order.session, order.attempt.epoch));
      if (known === 'void') return stopped;
      const ran = known ?? (await start(order));
      if ('kind' in ran) return ran;
      watches.set(order.attempt.epoch, watch);
      if (!known) play(ran, watch);
      return Promise.race([ran.ended, detached]);
    },
    async cancel(session, epoch, cause) {
      const ran = ledger.get(key(session, epoch));
      if (ran === undefined) ledger.set(key(session, epoch), 'void');
      else if (ran !== 'void') finish(ran, endedBy[cause]);
    },
    async record(session, epoch) {
      const ran = find(session, epoch);
      if (!ran) return undefined;
      const { attempt, startedAt, outcome, run } = ran;
      const nothing = { finalText: '', filesTouched: [], refusedTools: [], lastLines: [] };
      return { ...nothing, epoch, task: attempt.task, startedAt, outcome, ...run.leaves };
    },
    list: async () =>
      all().map(({ session, attempt, outcome }) => ({
        session,
        attempt,
        state: outcome ? 'ended' : 'running',
      })),
    async detach() {
      left = true;
      detach();
    },
  };
}
