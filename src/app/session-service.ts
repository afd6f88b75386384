import type { Outcome } from '../core/attempt/index.ts';
import type { GateRules } from '../core/gate/index.ts';
import type { Actor, AttemptNews, ProjectNews, Session, SessionEvent } from '../core/session/index.ts';
import { answerRequest, type FileRefusal, type OperatorRequest } from './answer-request.ts';
import { createAskDesk, type AskRules } from './ask-desk.ts';
import { createAttemptFollower, type Conclude } from './attempt-follower.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createAttemptCare, type CareDeps } from './attempt-care.ts';
import { spentOn } from './budget.ts';
import { createChanges } from './changes.ts';
import { createDecisions, type Asker } from './decisions.ts';
import { createDestinations } from './destinations.ts';
import { goesOn, type LimitRules } from './go-on.ts';
import { createLimitTimer } from './limit-timer.ts';
import { createListWatch } from './list-watch.ts';
import { createMailbox } from './mailbox.ts';
import { createOutbox } from './outbox.ts';
import type { AskDesk } from './ports/asking.ts';
import type { AuditLog } from './ports/audit-log.ts';
import type { CallBook } from './ports/call-book.ts';
import type { SessionArchive } from './ports/archive.ts';
import type { Channel } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import type { Runner } from './ports/runner.ts';
import type { StateStore } from './ports/store.ts';
import type { TaskFiles } from './ports/task-files.ts';
import type { Workplace } from './ports/workplace.ts';
import { prepareAttempt } from './prepare-attempt.ts';
import type { Reply } from './project-state.ts';
import { recoverProject, type Recovered } from './recovery.ts';
import { announceRefusal } from './refusals.ts';
import { createReminders, type ReminderRules } from './reminders.ts';
import { shutDown, type CloseOptions } from './shut-down.ts';
import { createTellNews } from './tell-news.ts';
import { createUndoFinisher } from './undo-finisher.ts';
import { withUnseenCall } from './unseen-call.ts';
import { untoldIn, type Untold } from './untold.ts';
import { waitedMs } from './waited.ts';
import { dayOf } from './wall-time.ts';
import { lookAtTree } from './working-tree.ts';

export type { FileRefusal, OperatorRequest } from './answer-request.ts';
export type { Recovered } from './recovery.ts';

/** One project's session: commands in, one at a time; notices out; attempts kept in step with what was decided. */
export interface SessionService {
  /** Resolves when the decision is stored; rejects, with nothing changed, when it cannot be. Not before `recover`. */
  request(request: OperatorRequest): Promise<Reply | FileRefusal>;
  /** The session as last stored; never waits for a command or an attempt. */
  read(): Session;
  /** Where running attempts ask whether they may run a call. */
  readonly askDesk: AskDesk;
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
  readonly callBook: CallBook;
  readonly workplace: Workplace;
  readonly permissions: AskRules;
  readonly limits: LimitRules;
  /** The types of tasks that begin with a plan. */
  readonly planFirst: readonly string[];
  /** Takes known secrets out of a text. */
  readonly redact: (text: string) => string;
}

const greenlight: Actor = { channel: 'greenlight', name: 'Greenlight' };

export function createSessionService(deps: SessionServiceDeps): SessionService {
  const { store, runner, archive, clock, ids, log, rules, channels, permissions } = deps;
  const changes = createChanges(clock);
  const mailbox = createMailbox();
  const closing = new AbortController();
  const names = channels.map((channel) => channel.name);
  let recovered: Recovered | undefined;
  let closed: Promise<void> | undefined;

  const inItsName = (request: string): Asker => ({ by: greenlight, request, repeatable: false });
  const today = (): string => dayOf(clock.now(), deps.zone);
  const current = (): Session => decisions.state().session;
  const commit = (news: AttemptNews | ProjectNews, request: string): Promise<Reply> =>
    mailbox.post(() => decisions.commit(news, inItsName(request)));
  const tell = createTellNews({ ...deps, commit, closing: closing.signal });

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
  const care = deps.care && createAttemptCare({ ...deps, ...deps.care, tell, current });
  const follower = createAttemptFollower({
    ...{ runner, clock, log, tell },
    prepare: (session, attempt) => prepareAttempt(preparing, current(), { session, attempt }),
    conclude,
    waitedMs: (until = clock.now()) => waitedMs(current(), until),
    progress: (progress) => channels.forEach((channel) => channel.progress?.(progress)),
  });
  const decisions = createDecisions({
    look: (session) => lookAtTree(deps.care?.checkpoints, session),
    ...{ store, clock, ids, log, rules, outbox, trail, today },
    ...{ channels: names, redact: deps.redact },
    observe(event) {
      changes.tell();
      deps.observe?.(event);
    },
    perform(effect) {
      // What is to run and does not any more is run by the next start, which finds it in the state.
      if (effect.type === 'run' && closed) return;
      if (effect.type === 'run') follower.follow(effect.session, effect.attempt);
      else follower.cancel(effect.session, effect.epoch, effect.cause);
    },
  });

  const preparing = {
    ...deps,
    begin: care?.begin,
    asks: permissions.asks,
    todayUsd: () => spentOn(decisions.state(), today()),
    instructions: async (folder: string | undefined) =>
      permissions.trustProject ? deps.workplace.instructions(folder) : undefined,
  };

  const reminders =
    deps.reminders &&
    createReminders({ ...deps.reminders, clock, log, mailbox, decisions, outbox, channels: names });

  const ruling = { ...deps, ...permissions, skips: !permissions.asks };
  const askDesk = createAskDesk({
    ...{ ...ruling, changes },
    current: () => (recovered && !closing.signal.aborted ? current() : undefined),
    commit: (news) => commit(news, ids.uuid()),
  });
  const limitTimer = createLimitTimer({
    ...{ current, clock, log, changes },
    elapse: (session, gate) => commit({ type: 'elapsed', session, gate }, ids.uuid()),
  });
  const listWatch = createListWatch({ ...deps, decisions, tell });
  const checkpoints = deps.care?.checkpoints;
  const ours = { ...deps, decisions, checkpoints, by: greenlight };
  const undoFinisher = createUndoFinisher({ ...ours, mailbox, closing: closing.signal });
  const desk = { ...ours, tell, settle, undoFinisher };

  /** (It is its caller's turn already.) */
  async function settle(): Promise<void> {
    await care?.settle((news) => decisions.commit(news, inItsName(ids.uuid())));
  }

  async function conclude(...ended: Parameters<Conclude>): Promise<Outcome | undefined> {
    const [, attempt, outcome] = ended;
    const final = care ? await care.conclude(...ended) : outcome;
    if (!final) return undefined;
    const known = await withUnseenCall(ruling, current(), attempt, final);
    return goesOn(known, attempt.patience, deps.limits, clock.now());
  }

  async function answer(request: OperatorRequest): Promise<Reply | FileRefusal> {
    if (!recovered) throw new Error('nothing can be decided before the state was loaded');
    return answerRequest(desk, request);
  }

  const ending = {
    ...{ mailbox, decisions, follower, outbox, trail, reminders, listWatch, limitTimer, clock, log, tell },
    endTelling() {
      closing.abort();
      changes.tell();
    },
    isLoaded: () => recovered !== undefined,
  };

  return {
    async request(request) {
      if (closed) throw new Error('Greenlight is closing; nothing more is decided');
      return mailbox.post(() => answer(request));
    },
    read: current,
    askDesk,
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
        limitTimer.start();
        changes.tell();
        care?.tidy();
        return recovered;
      }),
    // (Set before anything of it runs: from here on no attempt is started.)
    close: (options = {}) => (closed ??= Promise.resolve().then(() => shutDown(ending, options))),
  };
}
