import type { AttemptNews } from '../core/session/index.ts';
import type { AttemptFollower } from './attempt-follower.ts';
import type { Decisions } from './decisions.ts';
import type { Mailbox } from './mailbox.ts';
import type { Outbox } from './outbox.ts';
import type { Clock } from './ports/clock.ts';

export interface RunOutDeps {
  readonly mailbox: Mailbox;
  readonly decisions: Pick<Decisions, 'state'>;
  readonly follower: AttemptFollower;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly tell: (news: AttemptNews) => Promise<void>;
  /** Aborted when somebody does not want to wait any longer. */
  readonly signal: AbortSignal | undefined;
}

/** How long the channels may take to be told what happened last. */
const LAST_WORDS_MS = 5_000;

/**
 * Awaits the end of the attempt that runs, or brings it about, until that is stored and, if that is quick, told. Nothing
 * may begin meanwhile. Resolves at once when `signal` aborts.
 */
export async function runOut(deps: RunOutDeps, how: 'wait' | 'stop'): Promise<void> {
  const { mailbox, follower, outbox, clock } = deps;
  const hurry = aborted(deps.signal);
  const within = <T>(work: Promise<T>): Promise<T | undefined> => Promise.race([work, hurry]);
  await within(mailbox.idle());
  const interrupted = how === 'stop' ? interrupt(deps) : Promise.resolve();
  await within(interrupted.then(() => follower.idle()));
  const over = new AbortController();
  await within(Promise.race([outbox.settled(), clock.wait(LAST_WORDS_MS, over.signal)]));
  over.abort();
}

/** An attempt that was ordered too late to be begun is none to interrupt: it is left to the next start. */
async function interrupt({ decisions, follower, tell }: RunOutDeps): Promise<void> {
  const { session } = decisions.state();
  if (session.state !== 'open' || session.phase.name !== 'running') return;
  const { epoch } = session.phase.attempt;
  if (follower.follows(session.id, epoch)) await tell({ type: 'interrupt', session: session.id, epoch });
}

const aborted = (signal: AbortSignal | undefined): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) resolve(undefined);
    else signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
