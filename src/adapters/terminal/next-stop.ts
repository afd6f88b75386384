import type { Gate } from '../../core/gate/index.ts';
import { openGates, type ClosedSession, type OpenSession } from '../../core/session/index.ts';
import type { Run } from './run.ts';

/** A place where the session goes no further by itself. */
export type Stop =
  | { readonly at: 'gate'; readonly session: OpenSession; readonly gate: Gate }
  | { readonly at: 'paused'; readonly session: OpenSession }
  | { readonly at: 'closed'; readonly session: ClosedSession };

/** Waits until the session is at such a place and everything that led there was printed. */
export async function nextStop(run: Run): Promise<Stop> {
  for (;;) {
    const stop = stopNow(run);
    if (stop) return stop;
    await new Promise<void>((resolve) => {
      const unwatch = run.channel.onDelivered(() => {
        unwatch();
        resolve();
      });
    });
  }
}

function stopNow({ service, channel }: Run): Stop | undefined {
  const session = service.read();
  if (session.state === 'idle' || !channel.hasTold(session)) return undefined;
  if (session.state === 'closed') return { at: 'closed', session };
  const { phase } = session;
  const [gate] = openGates(session);
  const idle = phase.name === 'waiting' || phase.name === 'between' || gate !== undefined;
  if (session.pausedAt !== undefined && idle) return { at: 'paused', session };
  return gate && { at: 'gate', session, gate };
}
