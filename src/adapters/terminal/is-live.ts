import type { AskGate, Gate } from '../../core/gate/index.ts';

/** Whether a running attempt waits for the answer. */
export const isLive = (gate: Gate): gate is AskGate => gate.kind === 'ask' && gate.live === true;
