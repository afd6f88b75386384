/** The main log: constant messages, facts as data. `error` means that a person must act. */
export interface Log {
  debug(message: string, data?: LogData): void;
  info(message: string, data?: LogData): void;
  warn(message: string, data?: LogData): void;
  error(message: string, data?: LogData): void;
  /** Resolves when everything said so far is on disk. */
  close(): Promise<void>;
}

export type LogData = Readonly<Record<string, unknown>>;
