import type { ClosedSession, Notice, OpenSession } from '../../core/session/index.ts';
import type { Progress } from './runner.ts';

/** A way out to an operator. */
export interface Channel {
  readonly name: string;
  /** Resolves once the notice is delivered; when it rejects it is called again later, in order. */
  deliver(notice: Notice, session: OpenSession | ClosedSession): Promise<void>;
  /** What the running attempt does now; never kept, never repeated. */
  progress?(progress: AttemptProgress): void;
}

export interface AttemptProgress extends Progress {
  readonly session: string;
  readonly epoch: number;
  readonly task: number;
}
