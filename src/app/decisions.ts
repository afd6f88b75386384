import {
  isGateCommand,
  isToCall,
  type Actor,
  type Notice,
  type Session,
  type SessionCommand,
  type SessionEvent,
} from '../core/session/index.ts';
import { applyCommand, type Applied, type ApplyDeps } from './apply-command.ts';
import type { AuditTrail } from './audit-trail.ts';
import { spentOn } from './budget.ts';
import type { Outbox } from './outbox.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import type { StateStore } from './ports/store.ts';
import type { TreeNow } from './working-tree.ts';
import {
  freshState,
  type OutboxEntry,
  type ProjectState,
  type Reminded,
  type Reply,
} from './project-state.ts';

/** The state of a project, which only stored decisions change. Its callers take turns (`mailbox.ts`). */
export interface Decisions {
  /** As last stored. */
  state(): ProjectState;
  /** Takes a loaded state for the present one; nothing of it is performed yet. */
  begin(state: ProjectState): void;
  /** Performs, and brings to the audit log, what waits in the state. */
  takeUp(): void;
  /** Decides, saves everything the decision brought about in one write, and only then acts. */
  commit(command: UnstampedCommand, asker: Asker): Promise<Reply>;
  /** Has channels told what no command brought about, in one write with how far the reminders are. */
  announce(notice: Notice, to: Announcement): Promise<void>;
  /** Stores that what was done and told needs not be kept any longer. */
  tidy(): Promise<void>;
}

export interface DecisionsDeps extends ApplyDeps {
  readonly store: StateStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly outbox: Outbox;
  readonly trail: AuditTrail;
  /** `YYYYMMDD` on the operator's clock. */
  readonly today: () => string;
  /** What the working tree holds now. */
  readonly look?: ((session: Session) => Promise<TreeNow>) | undefined;
  readonly perform: (effect: Applied['effects'][number]) => void;
  /** Told of what happened, once it is stored. */
  readonly observe?: ((event: SessionEvent) => void) | undefined;
}

export interface Announcement {
  readonly channels: readonly string[];
  /** Names it: what waits under the same key stays once. */
  readonly key: string;
  /** Whether a channel that is still to be told this needs no more. */
  readonly unless?: ((waiting: Notice) => boolean) | undefined;
  /** Undefined: as before. */
  readonly reminded?: Reminded | undefined;
}

export interface Asker {
  readonly by: Actor;
  readonly request: string;
  readonly repeatable: boolean;
  /** The request that this follows from. */
  readonly endsRequest?: string | undefined;
}

/** A command before it got its time and its ids. */
export type UnstampedCommand = SessionCommand extends infer C
  ? C extends SessionCommand
    ? Omit<C, 'at' | 'by' | 'fresh'>
    : never
  : never;

const OVER_A_TREE: ReadonlySet<SessionCommand['type']> = new Set([
  ...(['start', 'resume', 'report', 'restored', 'renew', 'elapsed'] as const),
]);

/** Whether it may open a gate, begin an attempt or decide about one: the working tree belongs to it. */
const isOverATree = (command: UnstampedCommand): boolean =>
  isGateCommand(command) ? command.type !== 'wait' : OVER_A_TREE.has(command.type);

/** What is being reported counts for the decision about what follows. */
const costIn = (command: UnstampedCommand): number =>
  command.type === 'report' ? (command.outcome.costUsd ?? 0) : 0;

/** What the gate was about that an undo left: an undo that was not begun touches no file. */
const treeLeft = (session: Session): string | undefined =>
  session.state === 'open' && session.phase.name === 'undoing' ? session.phase.gate.tree : undefined;

/** What a running attempt asks is not about a tree: it is just changing it. */
const isLive = (session: Session, command: UnstampedCommand): boolean =>
  isToCall(command) && session.state === 'open' && session.phase.name !== 'waiting';

export function createDecisions(deps: DecisionsDeps): Decisions {
  const { store, clock, ids, log, outbox, trail } = deps;
  let state = freshState;

  function takeUp(): void {
    outbox.add(state.outbox);
    trail.record(state.audit);
  }

  const withoutDone = (): ProjectState => ({
    ...state,
    outbox: state.outbox.filter((entry) => !outbox.isDone(entry)),
    audit: state.audit.filter((entry) => entry.n > trail.safeUpTo()),
  });

  /** What happened must not get lost over a tree that cannot be looked at; what an operator decides can wait. */
  async function seen(command: UnstampedCommand): Promise<TreeNow> {
    const { session } = state;
    const { type } = command;
    // (What needs a session and has none, or the other way round, is refused whatever the tree is.)
    const isVain = (type === 'start') === (session.state === 'open');
    if (!deps.look || !isOverATree(command) || isVain || isLive(session, command)) return {};
    if (type !== 'report' && type !== 'restored') return deps.look(session);
    const now: TreeNow = await deps.look(session).catch((error: unknown) => {
      log.error('the working tree could not be looked at', { error });
      return {};
    });
    const isUntouched = type === 'restored' && command.failure !== undefined;
    return now.tree === undefined && isUntouched ? { tree: treeLeft(session) } : now;
  }

  async function save(next: ProjectState): Promise<void> {
    await store.save(next);
    outbox.forget(state.outbox.filter((entry) => !next.outbox.includes(entry)));
    state = next;
  }

  return {
    state: () => state,
    begin(loaded) {
      state = loaded;
    },
    takeUp,
    async commit(unstamped, { by, ...asked }) {
      const day = deps.today();
      const fresh = {
        gate: ids.gate(),
        conversation: ids.uuid(),
        todayUsd: spentOn(state, day) + costIn(unstamped),
        ...(await seen(unstamped)),
      };
      const command: SessionCommand = { ...unstamped, at: clock.now(), by, fresh };
      const applied = applyCommand(withoutDone(), { command, day, ...asked }, deps);
      await save(applied.state);
      const { reply } = applied;
      log.info('decided', {
        command: command.type,
        by: by.name,
        reply: reply.ok ? 'ok' : reply.rejection.code,
        ...reply.view,
      });
      takeUp();
      if (deps.observe) applied.events.forEach(deps.observe);
      applied.effects.forEach(deps.perform);
      return reply;
    },
    async announce(notice, { channels: to, key, unless, reminded = state.reminded }) {
      const rest = withoutDone();
      const waits = (channel: string): boolean =>
        rest.outbox.some(
          (entry) =>
            'channel' in entry &&
            entry.channel === channel &&
            (entry.key === `${key}:${channel}` || unless?.(entry.effect.notice) === true),
        );
      const entries = to
        .filter((channel) => !waits(channel))
        .map((channel): OutboxEntry => {
          return { key: `${key}:${channel}`, channel, effect: { type: 'notify', notice } };
        });
      await save({ ...rest, outbox: [...rest.outbox, ...entries], reminded });
      log.info('announced', { type: notice.type, session: notice.session, channels: to, key });
      takeUp();
    },
    tidy: () => save(withoutDone()),
  };
}
