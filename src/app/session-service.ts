import type { GateRules } from '../core/gate/index.ts';
import type { Actor, AttemptNews, ProjectNews, Session, SessionEvent } from '../core/session/index.ts';
import { answerRequest, type FileRefusal, type OperatorRequest } from './answer-request.ts';
import { createAttemptFollower } from './attempt-follower.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createAttemptCare, type CareDeps } from './attempt-care.ts';
import { createDecisions, type Asker } from './decisions.ts';
import { createDestinations } from './destinations.ts';
import { createListWatch } from './list-watch.ts';
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
import { announceRefusal } from './refusals.ts';
import { createReminders, type ReminderRules } from './reminders.ts';
import { shutDown, type CloseOptions } from './shut-down.ts';
import { createUndoFinisher } from './undo-finisher.ts';
import { untoldIn, type Untold } from './untold.ts';
import { lookAtTree } from './working-tree.ts';

export type { FileRefusal, OperatorRequest } from './answer-request.ts';
export type { Recovered } from './recovery.ts';

/** One project's session: commands in, one at a time; notices out; attempts kept in step with what was decided. */
export interface SessionService {
  /** Resolves when the decision is stored; rejects, with nothing changed, when it cannot be. Not before `recover`. */
  request(request: OperatorRequest): Promise<Reply | FileRefusal>;
  /** The session as last stored; never waits for a command or an attempt. */
  read(): Session;
  /** What is still to be delivered to the channels that there are. */
  untold(): Untold;
  /** Loads the state and takes up what was left running or untold; to be called first, and again if it rejects. */
  recover(): Promise<Recovered>;
  /** Decides what was asked before, and stores what was told. */
  close(options?: CloseOptions): Promise<void>;
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
  /** Undefined: nobody is reminded. */
  readonly reminders?: ReminderRules | undefined;
  /** From 0 to 1: scatters the outbox's waits. */
  readonly jitter?: (() => number) | undefined;
  /** Told of what happened, once it is stored. */
  readonly observe?: ((event: SessionEvent) => void) | undefined;
  /** What keeps and judges the attempts' work; undefined: nothing is verified, shown or undone. */
  readonly care?: CareDeps | undefined;
  /** The operator's time zone; undefined: that of the machine. */
  readonly zone?: string | undefined;
}

const greenlight: Actor = { channel: 'greenlight', name: 'Greenlight' };
const STORE_AGAIN_MS = 2_000;

export function createSessionService(deps: SessionServiceDeps): SessionService {
  const { store, runner, archive, clock, ids, log, rules, channels } = deps;
  const mailbox = createMailbox();
  const closing = new AbortController();
  const names = channels.map((channel) => channel.name);
  let recovered: Recovered | undefined;
  let closed: Promise<void> | undefined;

  const trail = createAuditTrail(deps);
  const outbox = createOutbox({
    destinations: createDestinations({
      ...{ channels, archive, log },
      current: () => decisions.state(),
      beforeArchive: () => mailbox.post(settle),
    }),
    ...{ clock, log, jitter: deps.jitter },
    onRefused: (entry, reason) =>
      announceRefusal({ channels: names, clock, mailbox, decisions }, entry, reason),
  });
  const care =
    deps.care && createAttemptCare({ ...deps, ...deps.care, tell, current: () => decisions.state().session });
  const follower = createAttemptFollower({
    ...{ runner, clock, log, tell },
    prepare: (session, attempt) =>
      prepareAttempt({ ...deps, begin: care?.begin }, decisions.state().session, { session, attempt }),
    conclude: care?.conclude,
    progress: (progress) => channels.forEach((channel) => channel.progress?.(progress)),
  });
  const decisions = createDecisions({
    look: (session) => lookAtTree(deps.care?.checkpoints, session),
    ...{ store, clock, ids, log, rules, outbox, trail },
    channels: names,
    observe: deps.observe,
    perform(effect) {
      // What is to run and does not any more is run by the next start, which finds it in the state.
      if (effect.type === 'run' && closed) return;
      if (effect.type === 'run') follower.follow(effect.session, effect.attempt);
      else follower.cancel(effect.session, effect.epoch, effect.cause);
    },
  });

  const reminders =
    deps.reminders &&
    createReminders({ ...deps.reminders, clock, log, mailbox, decisions, outbox, channels: names });

  const listWatch = createListWatch({ ...deps, decisions, tell });
  const checkpoints = deps.care?.checkpoints;
  const ours = { ...deps, decisions, checkpoints, by: greenlight };
  const undoFinisher = createUndoFinisher({ ...ours, mailbox, closing: closing.signal });
  const desk = { ...ours, tell, settle, undoFinisher };

  const inItsName = (request: string): Asker => ({ by: greenlight, request, repeatable: false });

  /** (It is its caller's turn already.) */
  async function settle(): Promise<void> {
    await care?.settle((news) => decisions.commit(news, inItsName(ids.uuid())));
  }

  async function answer(request: OperatorRequest): Promise<Reply | FileRefusal> {
    if (!recovered) throw new Error('nothing can be decided before the state was loaded');
    return answerRequest(desk, request);
  }

  /** What happened must not get lost: it is stored as soon as storing works again. */
  async function tell(news: AttemptNews | ProjectNews): Promise<void> {
    const about = 'epoch' in news ? news.epoch : ids.uuid();
    const request = `${news.session}/${about}/${news.type}`;
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      try {
        await mailbox.post(() => decisions.commit(news, inItsName(request)));
        return;
      } catch (error) {
        if (failures === 0) log.error('what happened could not be stored yet', { request, error });
        await clock.wait(STORE_AGAIN_MS, closing.signal);
      }
    }
  }

  const ending = {
    ...{ mailbox, decisions, follower, outbox, trail, reminders, listWatch, clock, log, tell },
    endTelling: () => closing.abort(),
    isLoaded: () => recovered !== undefined,
  };

  return {
    async request(request) {
      if (closed) throw new Error('Greenlight is closing; nothing more is decided');
      return mailbox.post(() => answer(request));
    },
    read: () => decisions.state().session,
    untold: () =>
      untoldIn(
        decisions.state().outbox.filter((entry) => !outbox.isDone(entry)),
        names,
      ),
    recover: () =>
      mailbox.post(async () => {
        if (recovered) return recovered;
        recovered = await recoverProject({ ...desk, follower });
        reminders?.start();
        listWatch.start();
        care?.tidy();
        return recovered;
      }),
    // (Set before anything of it runs: from here on no attempt is started.)
    close: (options = {}) => (closed ??= Promise.resolve().then(() => shutDown(ending, options))),
  };
}
