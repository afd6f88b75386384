import type { ClosedSession, Notice, OpenSession } from '../../core/session/index.ts';
import type { Progress } from './runner.ts';

/** A way out to an operator. */
export interface Channel {
  readonly name: string;
  /**
   * Resolves once the notice is delivered; when it rejects it is called again later, in order, with the same `key`.
   * A `DeliveryRefused` says that trying again soon does not help.
   */
  deliver(notice: Notice, session: OpenSession | ClosedSession, key: string): Promise<void>;
  /** What the running attempt does now; never kept, never repeated. */
  progress?(progress: AttemptProgress): void;
}

export interface AttemptProgress extends Progress {
  readonly session: string;
  readonly epoch: number;
  readonly task: number;
}

/** The other side refuses: for good (`final`), or until a person has done what `reason`, a sentence, says. */
export class DeliveryRefused extends Error {
  readonly reason: string;
  readonly final: boolean;

  constructor(reason: string, final: boolean) {
    super(reason);
    this.name = 'DeliveryRefused';
    this.reason = reason;
    this.final = final;
  }
}
