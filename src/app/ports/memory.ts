/** A small document that a channel keeps over restarts, replaced as a whole. */
export interface Memory {
  /** Undefined when there is none, or none that can be read. */
  read(): Promise<unknown>;
  /** Durable when it resolves. */
  write(value: unknown): Promise<void>;
}
