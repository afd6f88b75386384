import type { Gate } from '../core/gate/index.ts';
import { openGates, type Notice, type OpenSession, type Session } from '../core/session/index.ts';
import { since } from './local-time.ts';
import type { Decisions } from './decisions.ts';
import type { Mailbox } from './mailbox.ts';
import type { Outbox } from './outbox.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Reminded } from './project-state.ts';
import type { QuietHours } from './quiet-hours.ts';
import { duePlaces } from './reminder-places.ts';
import { createRounds, type Rounds } from './rounds.ts';

export interface ReminderRules {
  /** From the opening of a gate to the first reminder; each later one comes after twice the time of the one before. */
  readonly firstMs: number;
  /** None come in these; what was due in them is told once, after them. */
  readonly quiet?: QuietHours | undefined;
}

export interface RemindersDeps extends ReminderRules {
  readonly clock: Clock;
  readonly log: Log;
  readonly mailbox: Mailbox;
  readonly decisions: Pick<Decisions, 'state' | 'announce'>;
  readonly outbox: Pick<Outbox, 'settled'>;
  /** The names of those who are told. */
  readonly channels: readonly string[];
}

interface Due {
  readonly notice: Extract<Notice, { type: 'gate-reminder' }>;
  readonly reminded: Reminded;
}

/** The wall clock may jump and the machine may sleep: it is looked at again and again. */
const LONGEST_SLICE_MS = 60_000;

/** Reminds of the gate that waits, ever more rarely. */
export function createReminders(deps: RemindersDeps): Rounds {
  const { clock, log, mailbox, decisions, outbox, channels, firstMs, quiet } = deps;
  const sliceMs = Math.min(firstMs, LONGEST_SLICE_MS);

  function due(): Due | undefined {
    const { session, reminded } = decisions.state();
    const gate = decidableGate(session);
    const at = clock.now();
    if (session.state !== 'open' || !gate || quiet?.isQuiet(at) === true) return undefined;
    const { passed, reached } = duePlaces(since(gate.openedAt, at), firstMs);
    if (passed <= timesTold(session, gate, reminded)) return undefined;
    return {
      notice: { type: 'gate-reminder', session: session.id, at, gate },
      reminded: { gate: gate.id, times: reached },
    };
  }

  /** Whoever resumed a session has just seen what waits: the reminders of the time before count as told. */
  function timesTold({ lastActivity }: OpenSession, gate: Gate, earlier: Reminded | undefined): number {
    const times = earlier?.gate === gate.id ? earlier.times : 0;
    return Math.max(times, duePlaces(since(gate.openedAt, lastActivity), firstMs).reached);
  }

  /** What waited for this turn may have been decided before it. */
  async function announceDue(): Promise<void> {
    const now = due();
    if (!now) return;
    const { notice, reminded } = now;
    const { gate, times } = reminded;
    const key = `${gate}/reminder-${times}`;
    await decisions.announce(notice, { channels, key, reminded, unless: (waiting) => asks(waiting, gate) });
  }

  async function look(): Promise<number> {
    if (due()) await mailbox.post(announceDue);
    return sliceMs;
  }

  return createRounds({
    look,
    againMs: sliceMs,
    wait: (ms, signal) => clock.wait(ms, signal),
    onFailure: (error) => log.error('a reminder could not be stored; it is tried again', { error }),
    // What a process before this one left to be told may be a reminder, or do for one.
    begin: (signal) => Promise.race([outbox.settled(), clock.wait(sliceMs, signal)]),
  });
}

/** Nobody is reminded of what cannot be decided. */
const decidableGate = (session: Session): Gate | undefined =>
  session.state === 'open' && session.pausedAt === undefined ? openGates(session)[0] : undefined;

/** Told when it can be told again, it does what a reminder does. */
const asks = (notice: Notice, gate: string): boolean =>
  (notice.type === 'gate-opened' || notice.type === 'gate-reminder') && notice.gate.id === gate;
