import type { HoldUp, Outcome } from '../attempt/index.ts';
import type { Gate, Hold, LimitGate } from '../gate/index.ts';
import type { Local } from './local.ts';
import { times } from './numbers.ts';

/** What is proposed for later, on the operator's clock. */
export const MORNING = '09:00';

/** What holds a task up, as it ends a sentence. */
export const HOLD_UP: Readonly<Record<HoldUp, string>> = {
  usage: 'the usage limit',
  trouble: 'trouble with the API',
};

/** Why it waits for a limit, or for the API, and what ends that, in two sentences. */
export function holdReason(hold: Hold, local?: Local): string {
  return `${heldSince(hold, local)}. ${goesOn(hold, local)}`;
}

/** `the usage limit holds it up since 14:02, and it was tried again twice`: no full stop at the end. */
export function heldSince({ cause, since, tries }: Hold, local?: Local): string {
  const from = local ? ` since ${local(since)}` : '';
  const tried = tries > 0 ? `, and it was tried again ${times(tries)}` : '';
  return `${HOLD_UP[cause]} holds it up${from}${tried}`;
}

/** When it goes on, and how to have it otherwise. */
export function goesOn({ cause, resumeAt }: Hold, local?: Local): string {
  if (resumeAt === undefined) return 'It goes on in the same conversation when you say so: "retry".';
  const when = local ? `at ${local(resumeAt)}` : WHEN[cause];
  return `It goes on by itself ${when}, in the same conversation; "retry" does it now, "wait ${MORNING}" at another time.`;
}

const WHEN: Readonly<Record<HoldUp, string>> = {
  usage: 'once the limit is over',
  trouble: 'after a while',
};

/** A hold-up that goes on as it was told: its first message says that it is tried again. */
export const isToldAlready = (gate: Gate | undefined): gate is LimitGate =>
  gate?.kind === 'limit' && gate.tries > 0 && gate.resumeAt !== undefined;

/** An end that needs no message of its own: what was asked is told by itself, and a hold-up that lasts was. */
export const isToldElsewhere = ({ kind }: Outcome, gate: Gate | undefined): boolean =>
  kind === 'deferred' || ((kind === 'limited' || kind === 'unreachable') && isToldAlready(gate));
