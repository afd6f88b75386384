import type { Verification } from '../attempt/index.ts';
import { formatDuration } from '../text/duration.ts';
import { oneLine, plainText } from '../text/plain-text.ts';
import { shortened } from '../text/shortened.ts';

const LONGEST_COMMAND = 120;
const MINUTE_MS = 60_000;

export interface VerifyWords {
  /** `✗ npm test: exit code 1 (12 s)`. */
  readonly line: string;
  /** The end of what it printed, when it did not pass. */
  readonly output: readonly string[];
}

/** How a Verify command went, with at most `most` lines of what it printed. */
export function verifyWords(verification: Verification, most: number): VerifyWords {
  const { command, passed, durationMs, lastLines } = verification;
  const name = nameOf(command);
  const took = `(${tookOf(durationMs)})`;
  if (passed) return { line: `✓ ${name} ${took}`, output: [] };
  return {
    line: `✗ ${name}: ${howOf(verification)} ${took}`,
    output: most > 0 ? lastLines.slice(-most).map(shownLine) : [],
  };
}

/** How it went, in a few words. */
export function howOf({ ended, exitCode }: Verification): string {
  switch (ended) {
    case 'timeout':
      return 'took too long and was ended';
    case 'stopped':
      return 'was stopped';
    case 'signal':
      return 'was ended from outside';
    case 'not-started':
      return 'could not be started';
    case undefined:
      return exitCode === undefined ? 'did not pass' : `exit code ${exitCode}`;
  }
}

export const nameOf = (command: string): string => shortened(oneLine(command), LONGEST_COMMAND);

function tookOf(ms: number): string {
  if (ms < 1_000) return 'under 1 s';
  return Math.round(ms / 1_000) * 1_000 < MINUTE_MS ? `${Math.round(ms / 1_000)} s` : formatDuration(ms);
}

/** Its indentation stays. */
const shownLine = (line: string): string => plainText(line).replaceAll('\n', ' ').trimEnd();
