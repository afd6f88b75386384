export type { ClosingWhy, Gate, GateDecision, GateKind, GateSubject, StartWhy } from './gate.ts';
export { decisionsAt } from './gate.ts';
export type { BeforeTask, FreedBy, GateRules, Passage } from './policy.ts';
export { closingGate, passageTo } from './policy.ts';
