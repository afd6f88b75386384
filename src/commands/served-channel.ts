import type { Channel } from '../app/ports/channel.ts';
import type { Recovered, SessionService } from '../app/session-service.ts';

/** A channel of the service, from its start to its end. */
export interface ServedChannel {
  /** Where notifications go out, if it has such a side. */
  readonly out?: Channel | undefined;
  /** Tells what was found at the start, and what waits already. */
  takeUp?(service: SessionService, recovered: Recovered): void;
  /** Receives until it is stopped; rejects with `CannotServe` when a person has to act first. */
  serve(service: SessionService): Promise<void>;
  stopReceiving(): Promise<void>;
  close(): Promise<void>;
  /** What `/health` says of it. */
  health(): ChannelHealth;
}

export interface ChannelHealth {
  readonly name: string;
  readonly ok: boolean;
  readonly report: Readonly<Record<string, unknown>>;
}

/** The sentence that says why was told already. */
export class CannotServe extends Error {
  constructor() {
    super('a channel cannot be served');
    this.name = 'CannotServe';
  }
}
