import type { Evidence } from '../../../core/attempt/index.ts';
import type { Gate, GateDecision } from '../../../core/gate/index.ts';
import { allowedAt, stepBack, undoable, unsettled, type OpenSession } from '../../../core/session/index.ts';
import { MORNING } from '../../../core/wording/hold.ts';
import { named } from '../../../core/wording/place.ts';
import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { AtGate, Button, LabelledButton } from '../buttons.ts';
import type { Picked } from '../picks.ts';
import { askButtons } from './ask-buttons.ts';
import type { Card } from './card.ts';
import { leashButtons, leashChoices } from './leash.ts';

/** What there is to look at besides the card. */
export interface More {
  readonly instruction?: boolean | undefined;
  readonly said?: boolean | undefined;
  readonly evidence?: Evidence | undefined;
  /** What a call that waits would do; undefined when that is not known for certain. */
  readonly asked?: KeptCall | undefined;
  /** What is ticked. */
  readonly picks?: readonly Picked[] | undefined;
  /** To tell which day a time is on. */
  readonly clock?: string | undefined;
}

type Row = readonly LabelledButton[];

/** What can be done at a gate; every button is bound to it. */
export function gateButtons(session: OpenSession, gate: Gate, more: More = {}): Card['buttons'] {
  const looks = [
    ...instruction(session, gate, more),
    ...diff(session, gate, more),
    ...said(session, gate, more),
  ];
  const ways = back(session, gate);
  const middle = 'epoch' in gate ? [[...ways, ...looks]] : [ways, looks];
  const rows = [...decisions(session, gate, more), ...middle, rest(session, gate)];
  return rows.filter((row) => row.length > 0);
}

function decisions(session: OpenSession, gate: Gate, more: More): readonly Row[] {
  switch (gate.kind) {
    case 'start': {
      const approve = decision('approve', gate, gate.why === 'begin' ? 'Begin' : 'Approve');
      return [
        [approve, decision('skip', gate, 'Skip'), pauseOrResume(session)],
        leashChoices(gate.id, unsettled(session).length),
      ];
    }
    case 'closing':
      return [[decision('approve', gate, 'Finish')]];
    case 'doubt':
      return [[decision('approve', gate, 'Take as done'), ...skipOrStop(gate)]];
    case 'failure':
      return [[decision('retry', gate, 'Retry'), ...skipOrStop(gate)]];
    case 'plan':
      return [[decision('approve', gate, 'Approve'), ...skipOrStop(gate)]];
    case 'limit':
      return [[decision('retry', gate, 'Retry now'), untilMorning(gate.id, more.clock)], skipOrStop(gate)];
    case 'ask':
      return [...askButtons(gate, more.asked, more.picks ?? []), gate.live === true ? [] : skipOrStop(gate)];
  }
}

/** The morning that comes next. */
function untilMorning(gate: string, clock: string | undefined): LabelledButton {
  const day = clock === undefined ? '' : clock < MORNING ? ' today' : ' tomorrow';
  return { label: `At ${MORNING}${day}`, button: { kind: 'wait', gate, time: MORNING } };
}

/** To a task that is over, and forth again; where that is another than the card is about, it is named. */
function back(session: OpenSession, gate: Gate): Row {
  const allowed = allowedAt(session, gate);
  const isBetween = gate.kind === 'start' || gate.kind === 'closing';
  const button = (kind: GateDecision & Decision, label: string, task: number | undefined): Row => {
    if (!allowed.includes(kind) || task === undefined) return [];
    return [decision(kind, gate, isBetween || task !== gate.task ? `${label} ${named(task)}` : label)];
  };
  return [
    ...button('retry', 'Retry', stepBack(session, gate)?.number),
    ...button('undo', 'Undo', undoable(session, gate)?.number),
    ...button('redo', 'Redo', session.redo.at(-1)?.task),
  ];
}

const rest = (session: OpenSession, gate: Gate): Row => [
  ...(allowedAt(session, gate).includes('reload') ? [takeOver(gate.id)] : []),
  ...leashButtons(session),
];

export const takeOver = (gate: string): LabelledButton => ({
  label: 'Take the edited list over',
  button: { kind: 'reload', gate },
});

export const resumeButton = ({ id }: { readonly id: string }): LabelledButton => ({
  label: 'Resume',
  button: { kind: 'resume', session: id },
});

export const saidButton = (session: string, epoch: number): LabelledButton => ({
  label: 'All of it',
  button: { kind: 'said', session, epoch },
});

/** What an attempt changed, where it did. */
export const diffButtons = (
  session: string,
  evidence: Evidence | undefined,
  label = 'Diff',
): readonly LabelledButton[] =>
  evidence?.changes !== undefined && evidence.changes.total > 0
    ? [{ label, button: { kind: 'diff', session, epoch: evidence.epoch } }]
    : [];

type Decision = Extract<Button, { kind: AtGate }>['kind'];

const decision = (kind: Decision, gate: Gate, label: string): LabelledButton => ({
  label,
  button: { kind, gate: gate.id },
});

const skipOrStop = (gate: Gate): Row => [decision('skip', gate, 'Skip'), decision('stop', gate, 'Stop')];

const pauseOrResume = (session: OpenSession): LabelledButton =>
  session.pausedAt === undefined
    ? { label: 'Pause', button: { kind: 'pause', session: session.id } }
    : resumeButton(session);

const instruction = ({ id }: OpenSession, gate: Gate, more: More): Row =>
  more.instruction === true && gate.kind === 'start'
    ? [{ label: 'Whole instruction', button: { kind: 'instruction', session: id, task: gate.task } }]
    : [];

const diff = ({ id }: OpenSession, gate: Gate, { evidence }: More): Row =>
  diffButtons(id, evidence, 'epoch' in gate || !evidence ? 'Diff' : `Diff of ${named(evidence.task)}`);

const said = ({ id }: OpenSession, gate: Gate, more: More): Row =>
  more.said === true && 'epoch' in gate ? [saidButton(id, gate.epoch)] : [];
