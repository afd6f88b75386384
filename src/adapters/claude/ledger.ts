import { join } from 'node:path';
import { askingFileIn } from './asking/asking-file.ts';

/**
 * Where everything of one attempt stands on disk. The directory appears complete, by one rename, and is
 * the compare-and-set of its epoch. `pid` is the second one: see `wrapper.ts`.
 */
export interface Ledger {
  readonly session: string;
  readonly epoch: number;
  readonly directory: string;
  readonly order: string;
  readonly prompt: string;
  readonly transcript: string;
  readonly stderr: string;
  /** `<pid> <identity>` of the wrapper, or `void <reason>`: nothing was and nothing will be started. */
  readonly pid: string;
  /** The exit code, or the wrapper's word for why it ran nothing: one line, which counts once it has its end. */
  readonly status: string;
  /** The first cause for which the attempt is ended. */
  readonly cancel: string;
  readonly report: string;
  /** Of an attempt that asks: what its hook has to know, and the CLI's settings that name the hook. */
  readonly asking: string;
  readonly settings: string;
}

export function attemptsDirectory(logsDir: string, session: string): string {
  return join(logsDir, session, 'attempts');
}

export function ledgerOf(logsDir: string, session: string, epoch: number): Ledger {
  const directory = join(attemptsDirectory(logsDir, session), String(epoch));
  return {
    session,
    epoch,
    directory,
    order: join(directory, 'order.json'),
    prompt: join(directory, 'prompt.md'),
    transcript: join(directory, 'transcript.jsonl'),
    stderr: join(directory, 'stderr.log'),
    pid: join(directory, 'pid'),
    status: join(directory, 'status'),
    cancel: join(directory, 'cancel'),
    report: join(directory, 'report.json'),
    asking: askingFileIn(directory),
    settings: join(directory, 'settings.json'),
  };
}
