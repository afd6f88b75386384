import { createLogger, format, type Logger } from 'winston';
import type { Log, LogData } from '../../app/ports/log.ts';
import { openDailyFile, type DailyFile, type DailyFileOptions } from './daily-file.ts';
import { jsonLine, textLine } from './log-line.ts';
import { plainData } from './plain-data.ts';

export interface LogOptions extends DailyFileOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'text' | 'json';
  readonly redact: (text: string) => string;
  /** Told once when the log cannot be written. */
  readonly onFailure: (error: Error) => void;
}

/**
 * The main log, a file a day: `logs/YYYY-MM-DD.log`. A log that cannot be written never stops the program: the
 * next message tries again.
 */
export function createLog(options: LogOptions): Log {
  const logger = createWriter(options);
  let file: DailyFile | undefined;
  let reported = false;
  let closing: Promise<void> | undefined;

  const fail = (error: Error, failed = file): void => {
    if (failed !== undefined && failed === file) {
      file = undefined;
      logger.remove(failed.transport);
    }
    if (!reported) options.onFailure(error);
    reported = true;
  };
  const open = (): DailyFile => {
    const opened: DailyFile = openDailyFile(options, (error) => fail(error, opened));
    logger.add(opened.transport);
    return opened;
  };
  const attempt = (act: () => void): void => {
    try {
      file ??= open();
      act();
    } catch (error) {
      fail(error as Error);
    }
  };
  const say =
    (level: LogOptions['level']) =>
    (message: string, data: LogData = {}): void => {
      if (closing !== undefined || !logger.isLevelEnabled(level)) return;
      attempt(() => logger.log({ level, message, data: plainData(data, options.level === 'debug') }));
    };

  logger.on('error', (error: Error) => fail(error));
  attempt(() => undefined);
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    close: () => (closing ??= end(logger, file)),
  };
}

function createWriter({ level, format: kind, redact }: LogOptions): Logger {
  const lineOf = kind === 'json' ? jsonLine : textLine;
  return createLogger({
    level,
    format: format.printf((info) =>
      redact(lineOf(new Date(), info.level, String(info.message), info['data'] as LogData)),
    ),
  });
}

/** The transport says that it has finished before its stream has: only the stream's own end is on disk. */
function end(logger: Logger, file: DailyFile | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (file === undefined) {
      resolve();
      return;
    }
    file.stream.once('close', () => resolve());
    logger.end();
  });
}
