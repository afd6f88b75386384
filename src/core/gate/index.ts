export type {
  ClosingWhy,
  Gate,
  GateDecision,
  GateKind,
  GateSubject,
  LeashEnd,
  Moved,
  Renewal,
  StartWhy,
  Ways,
} from './gate.ts';
export { decisionsAt } from './gate.ts';
export type { BeforeTask, FreedBy, GateRules, Passage } from './policy.ts';
export { closingGate, passageTo } from './policy.ts';
