import type { Gate } from '../gate/index.ts';
import { open } from './advance.ts';
import type { CommandOf, RestoreCheck } from './command.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import type { Rejection } from './rejection.ts';
import type { OpenSession, Session } from './session.ts';
import { movedSince } from './moved.ts';
import { undoable } from './undo.ts';

/** Begins to bring the working tree back; what comes of it is told with `restored`. */
export function decideBack(command: CommandOf<'undo' | 'redo'>, session: OpenSession, gate: Gate): Decision {
  const { type: way, by, at, check, force = false, fresh } = command;
  const task = way === 'undo' ? undoable(session, gate)?.number : session.redo.at(-1)?.task;
  if (task === undefined) throw new Error(`${way} was allowed with nothing to go back to`);
  const obstacle = obstacleIn(check, force);
  if (obstacle) return no(obstacle);
  const undoing = { name: 'undoing', way, task, gate, keepAs: `${way}-${fresh.gate}` } as const;
  return yes(
    { type: 'gate-decided', gate: gate.id, decision: way, by, at },
    { type: 'undo-begun', undoing, at },
  );
}

function obstacleIn(check: RestoreCheck, force: boolean): Rejection | undefined {
  if (check.kind === 'impossible') return { code: 'undo_impossible', sentence: check.sentence };
  if (check.kind === 'ready' || force) return undefined;
  return { code: 'undo_moved', paths: check.paths, total: check.total };
}

/** The working tree is what it was, so the task is; or nothing was done, and the gate opens again. */
export function hearRestored(command: CommandOf<'restored'>, session: Session): Decision {
  if (session.state !== 'open' || session.id !== command.session || session.phase.name !== 'undoing') {
    return no({ code: 'stale_report' });
  }
  const { way, task, gate, keepAs } = session.phase;
  const { at, failure } = command;
  if (failure !== undefined) {
    const renewed = { why: 'not-restored', sentence: failure } as const;
    return yes(open(session, { ...gate, renewed }, command));
  }
  if (way === 'undo') {
    const undone: SessionEvent = { type: 'task-undone', task, keptAs: keepAs, at };
    return yes(
      ...andThen(session, [undone], (after) => [
        open(after, { kind: 'start', why: 'undone', task }, command),
      ]),
    );
  }
  const left = session.redo.at(-1)?.gate ?? gate;
  const redone: SessionEvent = { type: 'task-redone', task, at };
  return yes(
    ...andThen(session, [redone], (after) => [open(after, { ...left, renewed: undefined }, command)]),
  );
}

/** The gate opens anew over the tree as it is now. */
export function renew(command: CommandOf<'renew'>, session: Session): Decision {
  if (session.state !== 'open' || session.phase.name !== 'waiting') return no({ code: 'nothing_waiting' });
  const { gate } = session.phase;
  const moved = movedSince(gate, command.fresh);
  if (session.id !== command.session || gate.id !== command.gate || !moved) {
    return no({ code: 'stale_gate' });
  }
  return yes(open(session, { ...gate, renewed: { why: 'moved', ...moved } }, command));
}
