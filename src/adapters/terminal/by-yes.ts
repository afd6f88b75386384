import type { Instant } from '../../core/attempt/index.ts';
import type { Gate, LimitGate } from '../../core/gate/index.ts';
import type { OpenSession } from '../../core/session/index.ts';
import { isToldAlready } from '../../core/wording/hold.ts';
import { isLive } from './is-live.ts';
import { countdown } from './messages/hold-message.ts';
import { goOnWith, leavingMessage } from './messages/run-message.ts';
import { send, type Ending, type Run } from './run.ts';
import { waitsAt } from './waits-at.ts';

const TICK_MS = 1_000;

/** What was said beforehand; an ending where that is not enough. */
export async function decideByYes(run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> {
  if (isTimed(gate)) return waitForEnd(run, gate);
  const why = notByYes(gate);
  if (why !== undefined) {
    // Nobody ends what Claude has begun: it waits a while for its answer, and what it asks is kept then.
    const lines = isLive(gate) ? leavingMessage(session, run.goOn) : goOnWith(run.goOn, session);
    return { code: 1, lines: [`⏸️ ${why}`, ...lines] };
  }
  run.channel.screen.print(['▶️ Approved by --yes.']);
  if (await send(run, { type: 'approve', gate: gate.id })) return undefined;
  return { code: 1, lines: leavingMessage(session, run.goOn) };
}

type TimedGate = LimitGate & { readonly resumeAt: Instant };

const isTimed = (gate: Gate): gate is TimedGate => gate.kind === 'limit' && gate.resumeAt !== undefined;

/** It goes on by itself: until then there is nothing to decide. */
async function waitForEnd(run: Run, gate: TimedGate): Promise<undefined> {
  const { screen } = run.channel;
  const { resumeAt } = gate;
  // (Of one that lasts it was said at its beginning.)
  if (!isToldAlready(gate)) {
    screen.print([`⏸️ --yes waits until then (${run.local(resumeAt)}); Ctrl-C leaves.`]);
  }
  const draw = (): void => screen.show(countdown(gate, run.now(), run.local));
  const stopTicking = screen.live ? run.timers.every(TICK_MS, draw) : () => undefined;
  draw();
  await new Promise<void>((resolve) => {
    const unwatch = run.channel.onDelivered(() => {
      if (waitsAt(run, gate)) return;
      unwatch();
      resolve();
    });
    if (!waitsAt(run, gate)) resolve();
  });
  stopTicking();
  screen.show(undefined);
}

/** Why a gate needs a person, whatever was said beforehand. */
function notByYes({ kind, renewed }: Gate): string | undefined {
  if (kind === 'ask') {
    return '--yes does not answer what Claude asks. This needs you, so the session stays open.';
  }
  if (kind !== 'start' && kind !== 'closing') {
    return '--yes approves only before a task and at the end. This needs you, so the session stays open.';
  }
  return renewed
    ? '--yes does not approve what somebody else did. This needs you, so the session stays open.'
    : undefined;
}
