import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'winston';
import DailyRotateFile from 'winston-daily-rotate-file';

export interface DailyFileOptions {
  readonly logsDir: string;
  /** Older daily files are removed. */
  readonly keepDays: number;
}

export interface DailyFile {
  readonly transport: Parameters<Logger['add']>[0];
  readonly stream: NodeJS.WritableStream;
}

/** Opens today's file in `logsDir`; throws when the folder cannot be used, tells `onError` of what fails later. */
export function openDailyFile(
  { logsDir, keepDays }: DailyFileOptions,
  onError: (error: Error) => void,
): DailyFile {
  const register = join(logsDir, '.rotation.json');
  removeDamaged(register);
  const file = new DailyRotateFile({
    dirname: logsDir,
    filename: '%DATE%.log',
    datePattern: 'YYYY-MM-DD',
    maxFiles: `${keepDays}d`,
    auditFile: register,
    options: { flags: 'a', mode: 0o600 },
  });
  // The transport does not pass on the errors of its stream, where nobody listening would end the process.
  file.logStream.on('error', onError);
  file.on('error', onError);
  chmodSync(register, 0o600);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- its types describe the same class twice
  return { transport: file, stream: file.logStream };
}

/** With a register that is no JSON (a power cut while it was written) the transport never removes a file again. */
function removeDamaged(register: string): void {
  try {
    JSON.parse(readFileSync(register, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) rmSync(register);
  }
}
