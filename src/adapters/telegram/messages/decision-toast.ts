import type { OperatorCommand } from '../../../core/operator/index.ts';

const DONE: Readonly<Record<OperatorCommand['type'], string>> = {
  start: '📋 Started',
  approve: '✅ Approved',
  skip: '⏭️ Skipped',
  retry: '▶️ Another attempt',
  pause: '⏸️ Paused',
  resume: '▶️ Resumed',
  stop: '⏸️ Stopped',
};

/** What the tap did, in the moment it did it. */
export const decisionToast = (done: OperatorCommand['type']): string => DONE[done];
