import type { Gate } from '../core/gate/index.ts';
import type { Notice, Session } from '../core/session/index.ts';
import { since } from './local-time.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Reminded } from './project-state.ts';
import type { QuietHours } from './quiet-hours.ts';

export interface ReminderRules {
  /** From the opening of a gate to the first reminder; each later one comes after twice the time of the one before. */
  readonly firstMs: number;
  /** None come in these; what was due in them is told once, after them. */
  readonly quiet?: QuietHours | undefined;
}

export interface RemindersDeps extends ReminderRules {
  readonly clock: Clock;
  readonly log: Log;
  readonly read: () => Session;
  readonly reminded: () => Reminded | undefined;
  /** Resolves once the reminder and how many there were are stored. */
  readonly announce: (notice: Notice, key: string, reminded: Reminded) => Promise<void>;
  readonly signal: AbortSignal;
}

/** The wall clock may jump and the machine may sleep: it is looked at again and again. */
const LOOK_EVERY_MS = 60_000;
const LONGEST_GAP_MS = 86_400_000;

/** Reminds of a waiting gate, ever more rarely, until `signal` aborts. */
export async function remindForEver(deps: RemindersDeps): Promise<void> {
  while (!deps.signal.aborted) {
    try {
      await remind(deps);
    } catch (error) {
      deps.log.warn('a reminder could not be stored yet', { error });
    }
    await deps.clock.wait(LOOK_EVERY_MS, deps.signal);
  }
}

async function remind({ clock, read, reminded, announce, firstMs, quiet }: RemindersDeps): Promise<void> {
  const session = read();
  const gate = waitingGate(session);
  if (session.state !== 'open' || !gate) return;
  const now = clock.now();
  const earlier = reminded();
  const told = earlier?.gate === gate.id ? earlier.times : 0;
  const due = dueAfter(since(gate.openedAt, now), firstMs);
  if (due <= told || quiet?.isQuiet(now) === true) return;
  const notice: Notice = { type: 'gate-reminder', session: session.id, at: now, gate };
  await announce(notice, `${gate.id}/reminder/${due}`, { gate: gate.id, times: due });
}

function waitingGate(session: Session): Gate | undefined {
  if (session.state !== 'open' || session.pausedAt !== undefined) return undefined;
  return session.phase.name === 'waiting' ? session.phase.gate : undefined;
}

/** How many reminders are due for a gate that has been waiting for so long. */
function dueAfter(waitedMs: number, firstMs: number): number {
  let due = 0;
  let gap = firstMs;
  for (let at = gap; at <= waitedMs; at += gap) {
    due += 1;
    gap = Math.min(gap * 2, LONGEST_GAP_MS);
  }
  return due;
}
