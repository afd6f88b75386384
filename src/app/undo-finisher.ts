import type { Actor } from '../core/session/index.ts';
import type { Decisions } from './decisions.ts';
import type { Mailbox } from './mailbox.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import { restoreTree } from './undo.ts';

/** Brings an undo to its end that began and could not go on: on a full disk, say. */
export interface UndoFinisher {
  /** From now on it is tried again and again, until it is done or nobody wants it any more. */
  begin(): void;
}

export interface UndoFinisherDeps {
  readonly checkpoints: Checkpoints | undefined;
  readonly decisions: Pick<Decisions, 'state' | 'commit'>;
  readonly mailbox: Pick<Mailbox, 'post'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Aborted when nothing is to be done any more. */
  readonly closing: AbortSignal;
  readonly by: Actor;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

export function createUndoFinisher(deps: UndoFinisherDeps): UndoFinisher {
  const { checkpoints, decisions, mailbox, clock, ids, log, closing, by } = deps;
  let isAtWork = false;

  async function tryAgain(): Promise<boolean> {
    const { session } = decisions.state();
    if (session.state !== 'open' || session.phase.name !== 'undoing') return true;
    const end = await restoreTree(checkpoints, session, session.phase);
    if (end.type === 'unfinished') return false;
    await decisions.commit(end, { by, request: ids.uuid(), repeatable: false });
    return true;
  }

  async function finish(): Promise<void> {
    for (let ms = FIRST_WAIT_MS; ; ms = Math.min(ms * 2, LONGEST_WAIT_MS)) {
      await clock.wait(ms, closing);
      if (closing.aborted) return;
      const isDone = await mailbox.post(tryAgain).catch((error: unknown) => {
        log.warn('that files were brought back could not be stored yet', { error });
        return false;
      });
      if (isDone) return;
    }
  }

  return {
    begin() {
      if (isAtWork) return;
      isAtWork = true;
      void finish().finally(() => (isAtWork = false));
    },
  };
}
