import type { Gate, GateRules } from '../core/gate/index.ts';
import {
  decide,
  evolve,
  openGates,
  react,
  type Effect,
  type Session,
  type SessionCommand,
  type SessionEvent,
} from '../core/session/index.ts';
import { termsOf } from './audit-terms.ts';
import { spentOn } from './budget.ts';
import type { AuditEntry, OutboxEntry, ProjectState, Reply } from './project-state.ts';
import { viewOf } from './session-view.ts';

/** How many answered requests are remembered. */
const REMEMBERED_REQUESTS = 1_000;

export interface Applied {
  readonly events: readonly SessionEvent[];
  /** To be saved before any of `effects` is performed or `reply` is given. */
  readonly state: ProjectState;
  readonly reply: Reply;
  /** What the new phase asks of the runner. */
  readonly effects: readonly Extract<Effect, { type: 'run' | 'cancel' }>[];
}

export interface Asked {
  readonly command: SessionCommand;
  /** Names the request; the keys of its effects begin with it. */
  readonly request: string;
  /** The asker may repeat the request and gets the same reply then. */
  readonly repeatable: boolean;
  /** Today on the operator's clock, `YYYYMMDD`. */
  readonly day: string;
  /** The request that this follows from: repeated, it is answered with where this led to. */
  readonly endsRequest?: string | undefined;
}

export interface ApplyDeps {
  readonly rules: GateRules;
  /** The names of those who are told everything. */
  readonly channels: readonly string[];
  /** Takes known secrets out of a text. */
  readonly redact: (text: string) => string;
}

/** Decides a command and gathers everything that has to be saved with the decision. */
export function applyCommand(
  state: ProjectState,
  asked: Asked,
  { rules, channels, redact }: ApplyDeps,
): Applied {
  const { command, request } = asked;
  const before = state.session;
  const decision = decide(command, before, rules);
  const events = decision.ok ? decision.events : [];
  const { session, effects } = play(before, events);
  const view = viewOf(session);
  const reply: Reply = decision.ok ? { ok: true, view } : { ok: false, rejection: decision.rejection, view };
  const entry: AuditEntry = {
    ...auditEntry(state, asked, reply, events),
    ...(decision.ok && termsOf(command, events, redact)),
  };
  return {
    events,
    reply,
    effects: effects.filter((effect) => effect.type === 'run' || effect.type === 'cancel'),
    state: {
      ...state,
      session,
      outbox: [...state.outbox, ...outboxEntries(effects, `${request}#${entry.n}`, channels)],
      answered: remembered(state, asked, reply),
      audit: [...state.audit, entry],
      auditCount: entry.n,
      spending: spendingAfter(state, asked.day, events),
    },
  };
}

function spendingAfter(
  state: ProjectState,
  day: string,
  events: readonly SessionEvent[],
): ProjectState['spending'] {
  const costs = events.flatMap((event) =>
    event.type === 'attempt-ended' && event.outcome.costUsd !== undefined ? [event.outcome.costUsd] : [],
  );
  if (costs.length === 0) return state.spending;
  return { day, usd: costs.reduce((sum, cost) => sum + cost, spentOn(state, day)) };
}

function remembered(
  { answered }: ProjectState,
  { request, repeatable, endsRequest }: Asked,
  reply: Reply,
): ProjectState['answered'] {
  if (repeatable) return [...answered, { id: request, reply }].slice(-REMEMBERED_REQUESTS);
  if (endsRequest === undefined) return answered;
  return answered.map((earlier) =>
    earlier.id === endsRequest ? { ...earlier, reply: { ...earlier.reply, view: reply.view } } : earlier,
  );
}

function play(
  before: Session,
  events: readonly SessionEvent[],
): { readonly session: Session; readonly effects: readonly Effect[] } {
  let session = before;
  const effects: Effect[] = [];
  for (const event of events) {
    session = evolve(session, event);
    effects.push(...react(event, session));
  }
  return { session, effects };
}

function outboxEntries(
  effects: readonly Effect[],
  // A request id may come again once it is forgotten, while the first one's notices still wait.
  unique: string,
  channels: readonly string[],
): readonly OutboxEntry[] {
  return effects.flatMap((effect, n): readonly OutboxEntry[] => {
    const key = `${unique}:${n}`;
    if (effect.type === 'archive') return [{ key, effect }];
    if (effect.type !== 'notify') return [];
    return channels.map((channel) => ({ key: `${key}:${channel}`, channel, effect }));
  });
}

/** The gate that a command is about, or else the one that waits. */
function gateOf(session: Session, command: SessionCommand): Gate | undefined {
  const gates = openGates(session);
  const named = 'gate' in command ? gates.find(({ id }) => id === command.gate) : undefined;
  return named ?? (gates.length === 1 ? gates[0] : undefined);
}

function auditEntry(
  state: ProjectState,
  { command, request }: Asked,
  reply: Reply,
  events: readonly SessionEvent[],
): AuditEntry {
  const gate = gateOf(state.session, command);
  const attempts = events.flatMap((event) =>
    event.type === 'attempt-ordered'
      ? [{ epoch: event.attempt.epoch, task: event.attempt.task, by: event.by }]
      : [],
  );
  return {
    n: state.auditCount + 1,
    at: command.at,
    by: command.by,
    session: reply.view.session,
    command: command.type,
    request,
    gate: gate?.id,
    digest: gate?.kind === 'ask' ? gate.call.digest : gate?.digest,
    tree: gate?.tree,
    evidence: gate?.evidence,
    reply: reply.ok ? 'ok' : reply.rejection.code,
    ...(attempts.length > 0 && { attempts }),
  };
}
