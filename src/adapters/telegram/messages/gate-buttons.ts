import type { Gate } from '../../../core/gate/index.ts';
import { allowedAt, positionOf, type OpenSession } from '../../../core/session/index.ts';
import { named } from '../../../core/wording/place.ts';
import type { Button, LabelledButton } from '../buttons.ts';
import type { Card } from './card.ts';

/** What there is to look at besides the card. */
export interface More {
  readonly instruction?: boolean;
  readonly said?: boolean;
}

/** What can be done at a gate; every button is bound to it. */
export function gateButtons(session: OpenSession, gate: Gate, more: More = {}): Card['buttons'] {
  switch (gate.kind) {
    case 'start':
      return [
        [
          decision('approve', gate, gate.why === 'begin' ? 'Begin' : 'Approve'),
          decision('skip', gate, 'Skip'),
          pauseOrResume(session),
        ],
        [...instruction(session, gate.task, more), ...again(session, gate)],
      ];
    case 'closing':
      return [[decision('approve', gate, 'Finish'), ...again(session, gate)]];
    case 'doubt':
      return [[decision('approve', gate, 'Take as done'), ...skipOrStop(gate)], said(session, gate, more)];
    case 'failure':
    case 'limit':
      return [[decision('retry', gate, 'Retry'), ...skipOrStop(gate)], said(session, gate, more)];
  }
}

export const resumeButton = ({ id }: { readonly id: string }): LabelledButton => ({
  label: 'Resume',
  button: { kind: 'resume', session: id },
});

export const saidButton = (session: string, epoch: number): LabelledButton => ({
  label: 'All of it',
  button: { kind: 'said', session, epoch },
});

type Decision = Extract<Button, { gate: string }>['kind'];

const decision = (kind: Decision, gate: Gate, label: string): LabelledButton => ({
  label,
  button: { kind, gate: gate.id },
});

const skipOrStop = (gate: Gate): readonly LabelledButton[] => [
  decision('skip', gate, 'Skip'),
  decision('stop', gate, 'Stop'),
];

const pauseOrResume = (session: OpenSession): LabelledButton =>
  session.pausedAt === undefined
    ? { label: 'Pause', button: { kind: 'pause', session: session.id } }
    : resumeButton(session);

const instruction = ({ id }: OpenSession, task: number, more: More): readonly LabelledButton[] =>
  more.instruction === true
    ? [{ label: 'Whole instruction', button: { kind: 'instruction', session: id, task } }]
    : [];

const said = (
  { id }: OpenSession,
  { epoch }: Extract<Gate, { epoch: number }>,
  more: More,
): readonly LabelledButton[] => (more.said === true ? [saidButton(id, epoch)] : []);

/** At a start or closing gate: another attempt of the task that was done before it. */
function again(
  session: OpenSession,
  gate: Extract<Gate, { kind: 'start' | 'closing' }>,
): readonly LabelledButton[] {
  if (!allowedAt(session, gate).includes('retry')) return [];
  const before = gate.kind === 'closing' ? gate.task : numberBefore(session, gate.task);
  return before === undefined ? [] : [decision('retry', gate, `Retry ${named(before)}`)];
}

const numberBefore = (session: OpenSession, number: number): number | undefined =>
  session.tasks[positionOf(session, number) - 2]?.number;
