import type { AskedCall, Attempt, Outcome } from '../core/attempt/index.ts';
import { canonical } from '../core/permission/index.ts';
import { isSameCall, openGates, type Session } from '../core/session/index.ts';
import { askedCall, type AskedCallDeps } from './asked-call.ts';
import type { CallBook } from './ports/call-book.ts';
import type { Runner } from './ports/runner.ts';
import { ruleOn, type RuleOnDeps } from './rule-on-call.ts';

export interface UnseenCallDeps extends RuleOnDeps, AskedCallDeps {
  readonly runner: Pick<Runner, 'record'>;
  readonly callBook: Pick<CallBook, 'keep'>;
}

/**
 * The outcome of an attempt that ended in a call which Greenlight was never asked about, or could not store: the call
 * is judged and kept now, as it would have been then.
 */
export async function withUnseenCall(
  deps: UnseenCallDeps,
  session: Session,
  attempt: Attempt,
  outcome: Outcome,
): Promise<Outcome> {
  if (outcome.kind !== 'deferred' || session.state !== 'open' || isAsked(session, outcome.call))
    return outcome;
  const wanted = (await deps.runner.record(session.id, attempt.epoch))?.deferred;
  const { digest } = outcome.call;
  if (!wanted || deps.ids.digest(canonical(wanted.input)) !== digest) return outcome;
  const { ruling, why } = ruleOn(deps, session, attempt, wanted);
  // (Where a rule allows it, why it is asked is that nobody was there.)
  const { call, kept } = await askedCall(deps, wanted, digest, ruling === 'allow' ? outcome.call.why : why);
  await deps.callBook.keep(session.id, attempt.epoch, kept);
  return { ...outcome, call };
}

const isAsked = (session: Session, call: Pick<AskedCall, 'id' | 'digest'>): boolean =>
  openGates(session).some((gate) => gate.kind === 'ask' && isSameCall(gate.call, call));
