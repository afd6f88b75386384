import type { GateDecision } from '../gate/index.ts';

/** What was decided, as a past participle. */
export const PAST: Readonly<Record<GateDecision, string>> = {
  approve: 'approved',
  skip: 'skipped',
  retry: 'sent back for another attempt',
  undo: 'undone',
  redo: 'redone',
  reload: 'reloaded',
  stop: 'stopped',
  allow: 'allowed',
  deny: 'denied',
  answer: 'answered',
  wait: 'put off',
};
