import type { GateRules } from '../core/gate/index.ts';
import type { Actor, AtGate, AttemptNews, Leash, Session, SessionCommand } from '../core/session/index.ts';
import type { Fault } from '../core/task/index.ts';
import { applyCommand } from './apply-command.ts';
import { createAttemptFollower } from './attempt-follower.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createDestinations } from './destinations.ts';
import { loadList } from './load-list.ts';
import { createMailbox } from './mailbox.ts';
import { createOutbox } from './outbox.ts';
import type { AuditLog } from './ports/audit-log.ts';
import type { SessionArchive } from './ports/archive.ts';
import type { Channel } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import type { KnownAttempt, Runner } from './ports/runner.ts';
import type { Restored, StateStore } from './ports/store.ts';
import type { TaskFiles } from './ports/task-files.ts';
import { prepareAttempt } from './prepare-attempt.ts';
import { freshState, type ProjectState, type Reply } from './project-state.ts';

/** What an operator can ask for; a request with an id may be repeated and then changes nothing. */
export interface OperatorRequest {
  readonly by: Actor;
  readonly id?: string | undefined;
  readonly command: OperatorCommand;
}

export type OperatorCommand =
  | { readonly type: 'start'; readonly file: string }
  | ({ readonly type: 'approve'; readonly count?: Leash | undefined } & AtGate)
  | ({ readonly type: 'skip' } & AtGate)
  | ({ readonly type: 'retry'; readonly words?: string | undefined } & AtGate)
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop'; readonly confirm?: number | true | undefined };

/** The faults of a file that nothing was started from. */
export interface FileRefusal {
  readonly ok: false;
  readonly path: string;
  readonly faults: readonly Fault[];
}

/** One project's session: commands in, one at a time; notices out; attempts kept in step with what was decided. */
export interface SessionService {
  /** Resolves when the decision is stored; rejects, with nothing changed, when it cannot be. */
  request(request: OperatorRequest): Promise<Reply | FileRefusal>;
  /** The session as last stored; never waits for a command or an attempt. */
  read(): Session;
  /** Loads the state and takes up what was left running or untold; to be called once, first. */
  recover(): Promise<Recovered>;
  /** Leaves running attempts to themselves and stores what was told. */
  close(): Promise<void>;
}

export interface SessionServiceDeps {
  readonly store: StateStore;
  readonly runner: Runner;
  readonly archive: SessionArchive;
  readonly auditLog: AuditLog;
  readonly taskFiles: TaskFiles;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly rules: GateRules;
  readonly channels: readonly Channel[];
}

/** What was found when the state was loaded. */
export interface Recovered {
  /** The state file could not be used. */
  readonly restored?: Restored | undefined;
  /** After lost state: attempts that run although the state does not know them. */
  readonly unknown: readonly KnownAttempt[];
}

const greenlight: Actor = { channel: 'greenlight', name: 'Greenlight' };
const STORE_AGAIN_MS = 2_000;

export function createSessionService(deps: SessionServiceDeps): SessionService {
  const { store, runner, archive, clock, ids, log, rules, channels } = deps;
  const mailbox = createMailbox();
  const closing = new AbortController();
  let state = freshState;

  const trail = createAuditTrail(deps);
  const outbox = createOutbox({
    destinations: createDestinations({ channels, archive, log, current: () => state }),
    clock,
    log,
  });
  const follower = createAttemptFollower({
    runner,
    clock,
    log,
    tell,
    prepare: async (session, attempt) => {
      const { session: open } = state;
      if (open.state !== 'open' || open.id !== session) throw new Error(`session ${session} is not open`);
      return prepareAttempt(deps, open, attempt);
    },
    progress: (progress) => channels.forEach((channel) => channel.progress?.(progress)),
  });

  async function answer({ command, by, id }: OperatorRequest): Promise<Reply | FileRefusal> {
    const earlier = id !== undefined && state.answered.find((answered) => answered.id === id);
    if (earlier) return earlier.reply;
    const request = id ?? ids.uuid();
    const repeatable = id !== undefined;
    if (command.type !== 'start') return commit(command, by, request, repeatable);
    if (state.session.state === 'open') {
      return commit({ ...nothingListed, file: command.file }, by, request, repeatable);
    }
    const list = await loadList(deps, command.file);
    return list.ok ? commit({ type: 'start', ...list.start }, by, request, repeatable) : list;
  }

  /** Decides, saves everything the decision brought about in one write, and only then acts. */
  async function commit(asked: Bare, by: Actor, request: string, repeatable: boolean): Promise<Reply> {
    const stamp = { at: clock.now(), by, fresh: { gate: ids.gate(), conversation: ids.uuid() } };
    const pruned = withoutDone();
    const names = channels.map((channel) => channel.name);
    const command: SessionCommand = { ...asked, ...stamp };
    const applied = applyCommand(pruned, { command, request, repeatable }, rules, names);
    await save(applied.state);
    outbox.add(state.outbox);
    trail.record(state.audit);
    for (const effect of applied.effects) {
      if (effect.type === 'run') follower.follow(effect.session, effect.attempt);
      else follower.cancel(effect.session, effect.epoch, effect.cause);
    }
    return applied.reply;
  }

  /** What was done and told since the last save needs not be kept any longer. */
  function withoutDone(): ProjectState {
    return {
      ...state,
      outbox: state.outbox.filter((entry) => !outbox.isDone(entry)),
      audit: state.audit.filter((entry) => entry.n > trail.safeUpTo()),
    };
  }

  async function save(next: ProjectState): Promise<void> {
    await store.save(next);
    outbox.forget(state.outbox.filter((entry) => !next.outbox.includes(entry)));
    state = next;
  }

  /** What the runner tells must not get lost: it is stored as soon as storing works again. */
  async function tell(news: AttemptNews): Promise<void> {
    const request = `${news.session}/${news.epoch}/${news.type}`;
    while (!closing.signal.aborted) {
      try {
        await mailbox.post(() => commit(news, greenlight, request, false));
        return;
      } catch (error) {
        log.error('what happened to the attempt could not be stored yet', { request, error });
        await clock.wait(STORE_AGAIN_MS, closing.signal);
      }
    }
  }

  async function recover(): Promise<Recovered> {
    const { state: loaded, restored } = await store.load();
    // An older copy of the state does not know the newest entries; their numbers are not given out again.
    state = restored
      ? { ...loaded, auditCount: Math.max(loaded.auditCount, await deps.auditLog.last()) }
      : loaded;
    const unknown = restored ? await restore() : [];
    outbox.add(state.outbox);
    trail.record(state.audit);
    const phase = state.session.state === 'open' ? state.session.phase : undefined;
    if (state.session.state === 'open' && (phase?.name === 'running' || phase?.name === 'stopping')) {
      follower.follow(state.session.id, phase.attempt);
      if (phase.name === 'stopping') follower.cancel(state.session.id, phase.attempt.epoch, phase.cause);
    }
    return { restored, unknown };
  }

  /** The ledgers know more than a copy of the state: nothing goes on before a person has looked. */
  async function restore(): Promise<readonly KnownAttempt[]> {
    const known = await runner.list();
    const session = state.session.state === 'open' ? state.session.id : undefined;
    const attempts = known.filter((each) => each.session === session).map((each) => each.attempt);
    if (session !== undefined) {
      await commit({ type: 'restore', attempts }, greenlight, ids.uuid(), false);
    }
    return known.filter((each) => each.state === 'running' && each.session !== session);
  }

  return {
    request: (request) => mailbox.post(() => answer(request)),
    read: () => state.session,
    recover: () => mailbox.post(recover),
    async close() {
      closing.abort();
      await follower.detach();
      await mailbox.idle();
      await outbox.stop();
      await trail.close();
      // Only so that the next start does not tell again what was told: nothing is lost without it.
      await save(withoutDone()).catch((error: unknown) => log.warn('not tidied at the end', { error }));
    },
  };
}

type Bare = SessionCommand extends infer C
  ? C extends SessionCommand
    ? Omit<C, 'at' | 'by' | 'fresh'>
    : never
  : never;

/** A start that is going to be refused anyway needs no list. */
const nothingListed = { type: 'start', id: '', digest: '', tasks: [], repeated: false } as const;
