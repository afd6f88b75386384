import { formatDuration } from '../../../core/text/duration.ts';
import type { Verification } from '../../../core/attempt/index.ts';
import type { CommandEnd } from './run-command.ts';
import { GAVE_UP } from './tries.ts';

/** What is known of a command before it ran. */
export type NamedCommand = Pick<Verification, 'command' | 'log'>;

export function verificationOf(
  named: NamedCommand,
  end: CommandEnd,
  durationMs: number,
  lastLines: readonly string[],
): Verification {
  if (end.kind === 'exited') {
    return { ...named, passed: end.code === 0, exitCode: end.code, durationMs, lastLines };
  }
  const said = end.kind === 'not-started' ? [end.sentence] : lastLines;
  return { ...named, passed: false, ended: end.kind, durationMs, lastLines: said };
}

/** The session was stopped before its turn came: it has no log. */
export function notRun(named: NamedCommand): Verification {
  return { ...named, passed: false, ended: 'stopped', durationMs: 0, lastLines: [] };
}

export function notRunAgain(named: NamedCommand): Verification {
  return { ...named, passed: false, ended: 'not-started', durationMs: 0, lastLines: [GAVE_UP] };
}

/** The last line of its log. */
export function closingLine(end: CommandEnd, durationMs: number): string {
  if (end.kind === 'not-started') return `[${end.sentence}]`;
  const left =
    end.leftRunning === 0 ? '' : `; it left ${String(end.leftRunning)} processes running, which were ended`;
  return `[${HOW[end.kind]}${end.kind === 'exited' ? String(end.code) : ''} after ${formatDuration(durationMs)}${left}]`;
}

const HOW = {
  exited: 'exit code ',
  signal: 'ended by a signal',
  timeout: 'took too long and was ended (verify.timeout)',
  stopped: 'was stopped',
} as const;
