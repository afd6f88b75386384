import type { LocalTime } from '../../../app/local-time.ts';
import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { Outcome } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import type { Task } from '../../../core/task/index.ts';
import { firstLines } from '../first-lines.ts';
import type { Style } from '../style.ts';
import { askedWhat } from '../../../core/wording/asked-call.ts';
import { capital } from '../../../core/wording/capital.ts';
import { reasonOf, renewalOf } from '../../../core/wording/gate-reason.ts';
import { named, placeAndTitle } from '../../../core/wording/place.ts';
import { usageWarning } from '../../../core/wording/usage-warning.ts';
import { nameOf } from '../../../core/wording/verify-result.ts';
import { askMessage } from './ask-message.ts';
import { criteriaLines } from './criteria-lines.ts';
import { indented } from './indented.ts';
import { planMessage } from './plan-message.ts';
import { enumerated } from '../../../core/wording/numbers.ts';

const DESCRIPTION_LINES = 4;
const INDENTATION = 3;

export interface GateFacts {
  readonly session: OpenSession;
  readonly gate: Gate;
  /** From the kept list; undefined when that is missing. */
  readonly task: Task | undefined;
  readonly style: Style;
  /** Of a line. */
  readonly width: number;
  /** How the attempt ended that it is about, where that is known. */
  readonly outcome?: Outcome | undefined;
  /** How far it goes on without asking. */
  readonly leash?: string | undefined;
  /** What the call would do that is asked about, where that can be told. */
  readonly kept?: KeptCall | undefined;
  /** What Claude says it would do. */
  readonly plan?: string | undefined;
  readonly local: LocalTime;
}

/** What waits, why, and what it is about. What was decided about is the instruction: `details` shows it. */
export function gateMessage(facts: GateFacts): readonly string[] {
  const { session, gate, style, outcome, leash, kept, plan, local, width } = facts;
  return [
    style.bold(`⏸️ ${headline(session, gate)}`),
    ...(gate.kind === 'ask' ? indented(askMessage({ gate, kept, width: width - INDENTATION })) : []),
    ...indented([
      ...anew(gate),
      `Why: ${reasonOf(session, { ...gate, renewed: undefined }, outcome, local)}`,
    ]),
    ...(gate.kind === 'plan' ? indented(planMessage(plan, width - INDENTATION)) : []),
    ...(gate.kind === 'start' ? indented([...warned(facts), ...aboutTask(facts)]) : []),
    ...(leash === undefined ? [] : indented([leash])),
  ];
}

/** What is not as it was when the same was asked before. */
function anew(gate: Gate): readonly string[] {
  const sentence = renewalOf(gate);
  return sentence === undefined ? [] : [`⚠️ ${capital(sentence)}`];
}

function headline(session: OpenSession, gate: Gate): string {
  switch (gate.kind) {
    case 'start':
      return `Waiting for you before ${placeAndTitle(session, gate.task)}`;
    case 'closing':
      return 'Waiting for you before the session ends';
    case 'doubt':
    case 'failure':
      return `Waiting for your decision on ${placeAndTitle(session, gate.task)}`;
    case 'plan':
      return `Waiting for your decision on the plan of ${placeAndTitle(session, gate.task)}`;
    case 'limit':
      return `Held up: ${placeAndTitle(session, gate.task)}`;
    case 'ask':
      return `${placeAndTitle(session, gate.task)}: ${askedWhat(gate.call)}`;
  }
}

const warned = ({ gate: { warning }, local }: GateFacts): readonly string[] =>
  warning ? [`⚠️ ${capital(usageWarning(warning, local))}.`] : [];

function aboutTask({ task, width }: GateFacts): readonly string[] {
  if (!task) {
    return ['⚠️ The text of this task, as kept at the start, cannot be read. Stop and start the file again.'];
  }
  return [
    ...firstLines(task.description ?? task.instruction, {
      lines: DESCRIPTION_LINES,
      width: width - INDENTATION,
    }),
    ...criteriaLines(task),
    ...(task.verify.length > 0 ? ['Verified afterwards with:'] : []),
    ...task.verify.map((command) => `- ${nameOf(command)}`),
    ...(task.dependsOn.length > 0 ? [`Builds on ${enumerated(task.dependsOn.map(named))}.`] : []),
  ];
}
