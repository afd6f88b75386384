import type { GateDecision } from '../gate/index.ts';
import type { AnswerCommand, CommandOf, SessionCommand } from './command.ts';

/** What is decided at a gate; stop, which is decided anywhere, is not among them. */
export type GateCommand = CommandOf<Exclude<GateDecision, 'stop'>>;

const AT_A_GATE: Readonly<Record<GateCommand['type'], true>> = {
  approve: true,
  skip: true,
  retry: true,
  undo: true,
  redo: true,
  reload: true,
  wait: true,
  allow: true,
  deny: true,
  answer: true,
};

const TO_A_CALL: Readonly<Record<AnswerCommand['type'], true>> = { allow: true, deny: true, answer: true };

type Typed = Pick<SessionCommand, 'type'>;

export const isGateCommand = <C extends Typed>(
  command: C,
): command is Extract<C, Pick<GateCommand, 'type'>> => Object.hasOwn(AT_A_GATE, command.type);

/** Whether it is said to a call that waits. */
export const isToCall = <C extends Typed>(command: C): command is Extract<C, Pick<AnswerCommand, 'type'>> =>
  Object.hasOwn(TO_A_CALL, command.type);
