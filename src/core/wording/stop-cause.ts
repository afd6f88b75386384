import type { StopCause } from '../attempt/index.ts';

/** Why an attempt is being ended, in a sentence. */
export function because(cause: StopCause): string {
  switch (cause) {
    case 'operator':
      return 'you, or another operator, asked for it.';
    case 'timeout':
      return 'it took longer than its time limit.';
    case 'silence':
      return 'it said nothing for too long.';
    case 'shutdown':
      return 'Greenlight is shut down.';
  }
}
