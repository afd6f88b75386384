import type { OperatorCommand } from '../../../core/operator/index.ts';

const DONE: Readonly<Record<OperatorCommand['type'], string>> = {
  start: '📋 Started',
  approve: '✅ Approved',
  skip: '⏭️ Skipped',
  retry: '▶️ Another attempt',
  undo: '⏭️ Undone',
  redo: '▶️ Redone',
  reload: '📋 Taken over',
  unleash: '✅ Nothing more starts without asking',
  pause: '⏸️ Paused',
  resume: '▶️ Resumed',
  stop: '⏸️ Stopped',
  allow: '✅ Allowed',
  deny: '❌ Denied',
  answer: '✅ Answered',
  wait: '⏸️ Put off',
};

/** What the tap did, in the moment it did it. */
export const decisionToast = (done: OperatorCommand): string =>
  done.type === 'allow' && done.forTask === true ? '✅ Allowed for this task' : DONE[done.type];
