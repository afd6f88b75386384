import type { AskGate } from '../core/gate/index.ts';
import { canonical, type PermissionRules } from '../core/permission/index.ts';
import type { AnsweredCall, AttemptNews, OpenSession, Session } from '../core/session/index.ts';
import { askedCall } from './asked-call.ts';
import { DENIED, replyTo } from './call-reply.ts';
import type { Changes } from './changes.ts';
import { since } from './local-time.ts';
import { inItsFolder } from './in-its-folder.ts';
import type { AskDesk, Asking, CallReply } from './ports/asking.ts';
import type { CallBook } from './ports/call-book.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Reply } from './project-state.ts';
import { ruleOn, type RuleOnDeps } from './rule-on-call.ts';

/** What attempts may do by themselves. */
export interface AskRules {
  /** Whether they are asked about; else whatever the CLI was told it may do. */
  readonly asks: boolean;
  readonly rules: PermissionRules;
  /** For how long a running attempt waits for an answer. */
  readonly askWaitMs: number;
  /** Whether the project's own instructions are for Claude. */
  readonly trustProject: boolean;
}

export interface AskDeskDeps extends RuleOnDeps, Pick<AskRules, 'askWaitMs'> {
  readonly callBook: CallBook;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes known secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Undefined while nothing can be decided: before the state was loaded, and from the end of the service on. */
  readonly current: () => Session | undefined;
  /** Stores what an attempt asks for; rejects, with nothing changed, when that cannot be done. */
  readonly commit: (news: AttemptNews) => Promise<Reply>;
  readonly changes: Pick<Changes, 'next'>;
}

/** A call, and the attempt that asks about it. */
interface Present {
  readonly asking: Asking;
  readonly digest: string;
  readonly session: OpenSession;
  readonly running: Extract<OpenSession['phase'], { name: 'running' }>;
}

/** Until something changes it makes no difference when it is looked at again. */
const A_WHILE_MS = 60_000;

/** Answers the calls of the running attempt: by the rules, by what a person said, or not at all for now. */
export function createAskDesk(deps: AskDeskDeps): AskDesk {
  const { clock, log, ids, callBook, changes, commit, redact } = deps;

  async function later(ms: number, gone: AbortSignal): Promise<undefined> {
    await changes.next(ms, gone);
  }

  /** Undefined: it is to be looked at again. */
  async function answer(asking: Asking, digest: string, gone: AbortSignal): Promise<CallReply | undefined> {
    const session = deps.current();
    if (!session) return later(A_WHILE_MS, gone);
    const present = presentCall(session, asking, digest);
    if (!present) return DENIED.past;
    if (asking.subagent) return DENIED.subagent;
    const answered = present.session.answered.find(({ id }) => id === asking.id);
    if (answered) return answered.digest === digest ? take(present, answered) : DENIED.changed;
    const gate = present.running.asks.find(({ call }) => call.id === asking.id);
    if (!gate) return rule(present);
    return gate.call.digest === digest ? awaitAnswer(asking, gate, gone) : DENIED.changed;
  }

  /** What was allowed is begun once: who begins it is written down first. What a rule denies nobody can allow. */
  async function take(present: Present, answered: AnsweredCall): Promise<CallReply> {
    const { asking, session, running } = present;
    const reply = replyTo(answered.answer, asking, redact);
    if (answered.answer.kind !== 'allow' || reply.decision !== 'allow') return reply;
    const begun = { ...asking, input: reply.input ?? asking.input };
    const placed = inItsFolder(deps, begun, answered.folder);
    if (!placed) return DENIED.moved;
    const { ruling, why } = ruleOn(deps, session, running.attempt, placed.there);
    if (ruling === 'deny') return { decision: 'deny', reason: why };
    const { id, name, epoch } = asking;
    const { ok } = await commit({ type: 'use', session: session.id, epoch, call: id, usedBy: name });
    if (!ok) return DENIED.begun;
    return placed.input === asking.input ? reply : { decision: 'allow', input: placed.input };
  }

  async function rule({ asking, digest, session, running }: Present): Promise<CallReply | undefined> {
    const ruling = ruleOn(deps, session, running.attempt, asking);
    const { tool, epoch } = asking;
    log.debug('ruled', { session: session.id, epoch, tool, ...ruling });
    if (ruling.ruling === 'allow') return { decision: 'allow' };
    if (ruling.ruling === 'deny') return { decision: 'deny', reason: ruling.why };
    const { call, kept } = await askedCall(deps, asking, digest, ruling.why);
    await callBook.keep(session.id, epoch, kept);
    await commit({ type: 'ask', session: session.id, epoch, call });
    return undefined;
  }

  async function awaitAnswer(
    asking: Asking,
    gate: AskGate,
    gone: AbortSignal,
  ): Promise<CallReply | undefined> {
    const leftMs = deps.askWaitMs - since(gate.openedAt, clock.now());
    if (leftMs > 0) return later(leftMs, gone);
    // Only the last call of a message can wait without its process: what comes after one that does gets lost.
    if (asking.isLast !== false) return { decision: 'defer' };
    const { session, epoch } = asking;
    const { reason } = DENIED.alone;
    const { ok } = await commit({ type: 'refuse', session, epoch, gate: gate.id, reason });
    return ok ? DENIED.alone : undefined;
  }

  /** It is not run, and asked about again once the attempt has ended and that could be stored. */
  function giveUp({ id, isLast }: Asking, error: unknown): CallReply {
    log.error('a call of an attempt could not be decided', { id, error });
    return isLast === false ? DENIED.alone : { decision: 'defer' };
  }

  return {
    async ask(asking, gone) {
      while (!gone.aborted) {
        try {
          const reply = await answer(asking, ids.digest(canonical(asking.input)), gone);
          if (reply) return reply;
        } catch (error) {
          // (At the end of the service it is held until the line breaks: the next one is asked again.)
          if (deps.current()) return giveUp(asking, error);
        }
      }
      return { decision: 'defer' };
    },
  };
}

function presentCall(session: Session, asking: Asking, digest: string): Present | undefined {
  if (session.state !== 'open' || session.id !== asking.session) return undefined;
  if (session.phase.name !== 'running') return undefined;
  const { phase: running } = session;
  return running.attempt.epoch === asking.epoch ? { asking, digest, session, running } : undefined;
}
