import { createLogger, format, transports } from 'winston';
import type { Log, LogData } from '../../app/ports/log.ts';
import { createDailyFile } from './daily-file.ts';
import { jsonLine, plainData, textLine } from './log-line.ts';

export interface LogOptions {
  readonly logsDir: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'text' | 'json';
  /** Daily files that are more days old are removed. */
  readonly keepDays: number;
  readonly redact: (text: string) => string;
  /** Told once for as long as the log cannot be written. */
  readonly onFailure: (error: Error) => void;
  readonly now?: () => Date;
}

/** The main log, a file a day: `logs/YYYY-MM-DD.log`. A log that cannot be written never stops the program. */
export function createLog({ now = () => new Date(), ...options }: LogOptions): Log {
  const file = createDailyFile({
    folder: options.logsDir,
    keepDays: options.keepDays,
    now,
    onFailure: options.onFailure,
  });
  const lineOf = options.format === 'json' ? jsonLine : textLine;
  const logger = createLogger({
    level: options.level,
    format: format.printf(({ level, message, data }) =>
      options.redact(lineOf(now(), level, String(message), data as LogData)),
    ),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- its types describe the same class twice
    transports: [new transports.Stream({ stream: file, eol: '\n' })],
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      logger.once('finish', () => file.end(() => resolve()));
      logger.end();
    });
  const say =
    (level: LogOptions['level']) =>
    (message: string, data: LogData = {}): void => {
      // (Winston throws at what comes after its end.)
      if (closed) return;
      logger.log({ level, message, data: plainData(data, options.level === 'debug') });
    };
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    close: () => (closed ??= close()),
  };
}
