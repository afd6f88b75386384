import type { GateRules } from '../core/gate/index.ts';
import type { OperatorCommand } from '../core/operator/index.ts';
import type { Actor, AttemptNews, Session } from '../core/session/index.ts';
import type { Fault } from '../core/task/index.ts';
import { createAttemptFollower } from './attempt-follower.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createDecisions } from './decisions.ts';
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
import type { Runner } from './ports/runner.ts';
import type { StateStore } from './ports/store.ts';
import type { TaskFiles } from './ports/task-files.ts';
import { prepareAttempt } from './prepare-attempt.ts';
import type { Reply } from './project-state.ts';
import { recoverProject, type Recovered } from './recovery.ts';

export type { Recovered } from './recovery.ts';

/** What an operator can ask for; a request with an id may be repeated and then changes nothing. */
export interface OperatorRequest {
  readonly by: Actor;
  readonly id?: string | undefined;
  readonly command: OperatorCommand;
}

/** The faults of a file that nothing was started from. */
export interface FileRefusal {
  readonly ok: false;
  readonly path: string;
  readonly faults: readonly Fault[];
}

/** One project's session: commands in, one at a time; notices out; attempts kept in step with what was decided. */
export interface SessionService {
  /** Resolves when the decision is stored; rejects, with nothing changed, when it cannot be. Not before `recover`. */
  request(request: OperatorRequest): Promise<Reply | FileRefusal>;
  /** The session as last stored; never waits for a command or an attempt. */
  read(): Session;
  /** Loads the state and takes up what was left running or untold; to be called first, and again if it rejects. */
  recover(): Promise<Recovered>;
  /** Decides what was asked before, leaves running attempts to themselves, and stores what was told. */
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

const greenlight: Actor = { channel: 'greenlight', name: 'Greenlight' };
const STORE_AGAIN_MS = 2_000;

export function createSessionService(deps: SessionServiceDeps): SessionService {
  const { store, runner, archive, clock, ids, log, rules, channels } = deps;
  const mailbox = createMailbox();
  const closing = new AbortController();
  let recovered: Recovered | undefined;
  let closed: Promise<void> | undefined;

  const trail = createAuditTrail(deps);
  const outbox = createOutbox({
    destinations: createDestinations({ channels, archive, log, current: () => decisions.state() }),
    clock,
    log,
  });
  const follower = createAttemptFollower({
    runner,
    clock,
    log,
    tell,
    prepare: (session, attempt) => prepareAttempt(deps, decisions.state().session, { session, attempt }),
    progress: (progress) => channels.forEach((channel) => channel.progress?.(progress)),
  });
  const decisions = createDecisions({
    ...{ store, clock, ids, log, rules, outbox, trail },
    channels: channels.map((channel) => channel.name),
    perform(effect) {
      if (effect.type === 'run') follower.follow(effect.session, effect.attempt);
      else follower.cancel(effect.session, effect.epoch, effect.cause);
    },
  });

  async function answer({ command, by, id }: OperatorRequest): Promise<Reply | FileRefusal> {
    if (!recovered) throw new Error('nothing can be decided before the state was loaded');
    const { session, answered, outbox: waiting } = decisions.state();
    const earlier = id !== undefined && answered.find((each) => each.id === id);
    if (earlier) return earlier.reply;
    const asker = { by, request: id ?? ids.uuid(), repeatable: id !== undefined };
    if (command.type !== 'start') return decisions.commit(command, asker);
    if (session.state === 'open') return decisions.commit({ ...nothingListed, file: command.file }, asker);
    const list = await loadList(deps, command.file, waiting);
    return list.ok ? decisions.commit({ type: 'start', ...list.start }, asker) : list;
  }

  /** What the runner tells must not get lost: it is stored as soon as storing works again. */
  async function tell(news: AttemptNews): Promise<void> {
    const request = `${news.session}/${news.epoch}/${news.type}`;
    const asker = { by: greenlight, request, repeatable: false };
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      try {
        await mailbox.post(() => decisions.commit(news, asker));
        return;
      } catch (error) {
        if (failures === 0)
          log.error('what happened to the attempt could not be stored yet', { request, error });
        await clock.wait(STORE_AGAIN_MS, closing.signal);
      }
    }
  }

  async function shutDown(): Promise<void> {
    closing.abort();
    await follower.detach();
    await mailbox.idle();
    await outbox.stop();
    // A state that was not understood stays on disk as it is.
    if (!recovered) return;
    await trail.close();
    // Only so that the next start does not tell again what was told: nothing is lost without it.
    await decisions.tidy().catch((error: unknown) => log.warn('not tidied at the end', { error }));
  }

  return {
    async request(request) {
      if (closing.signal.aborted) throw new Error('Greenlight is closing; nothing more is decided');
      return mailbox.post(() => answer(request));
    },
    read: () => decisions.state().session,
    recover: () =>
      mailbox.post(
        async () => (recovered ??= await recoverProject({ ...deps, decisions, follower, by: greenlight })),
      ),
    close: () => (closed ??= shutDown()),
  };
}

/** A start that is going to be refused anyway needs no list. */
const nothingListed = { type: 'start', id: '', digest: '', tasks: [], repeated: false } as const;
