export type {
  AskGate,
  BudgetReached,
  ClosingWhy,
  Gate,
  GateDecision,
  GateKind,
  GateSubject,
  Hold,
  LeashEnd,
  LimitGate,
  Moved,
  Renewal,
  StartWhy,
  Ways,
} from './gate.ts';
export { decisionsAt } from './gate.ts';
export type { BeforeTask, FreedBy, GateRules, Passage } from './policy.ts';
export { budgetReached, closingGate, passageTo } from './policy.ts';
