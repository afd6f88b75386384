import type { Instant } from '../attempt/index.ts';
import type { LimitGate } from '../gate/index.ts';
import { open, order } from './advance.ts';
import type { CommandOf, ProjectNews, SessionCommand } from './command.ts';
import { hearRestored, renew } from './decide-back.ts';
import { decidedAt } from './decided-at.ts';
import { no, yes, type Decision } from './decision.ts';
import { movedSince } from './moved.ts';
import type { Session } from './session.ts';
import { waitingGate } from './status.ts';
import { taskOf } from './tasks.ts';

type News = Extract<SessionCommand, ProjectNews>;

const NEWS: Readonly<Record<News['type'], true>> = {
  restored: true,
  renew: true,
  elapsed: true,
  edited: true,
  committed: true,
};

export const isProjectNews = (command: SessionCommand): command is News => Object.hasOwn(NEWS, command.type);

/** What the service tells of the project; it changes nothing where it does not fit any more. */
export function hearOfProject(command: News, session: Session): Decision {
  switch (command.type) {
    case 'restored':
      return hearRestored(command, session);
    case 'renew':
      return renew(command, session);
    case 'elapsed':
      return hearElapsed(command, session);
    case 'edited':
      return hearEdited(command, session);
    case 'committed':
      return hearCommitted(command, session);
  }
}

function hearEdited({ digest, changes, at, ...named }: CommandOf<'edited'>, session: Session): Decision {
  if (session.state !== 'open' || session.id !== named.session) return no({ code: 'stale_report' });
  if (digest === (session.edited ?? session.digest)) return no({ code: 'list_unchanged' });
  return yes({ type: 'list-edited', digest, changes, at });
}

function hearCommitted(
  { task, commit, failure, at, ...named }: CommandOf<'committed'>,
  session: Session,
): Decision {
  if (session.state === 'idle' || session.id !== named.session) return no({ code: 'stale_report' });
  // It may have been taken back, or given up, meanwhile.
  if (session.tasks.find(({ number }) => number === task)?.status !== 'completed') {
    return no({ code: 'stale_report' });
  }
  return yes({ type: 'task-committed', task, commit, failure, at });
}

/** A limit is over, as far as is known: the same conversation goes on, unless somebody touched the files. */
function hearElapsed(command: CommandOf<'elapsed'>, session: Session): Decision {
  const gate = waitingGate(session);
  const isMeant = gate?.kind === 'limit' && gate.id === command.gate && isDue(gate, command.at);
  if (session.state !== 'open' || session.id !== command.session || !isMeant)
    return no({ code: 'stale_gate' });
  if (session.pausedAt !== undefined) return no({ code: 'paused' });
  const moved = movedSince(gate, command.fresh);
  if (moved) {
    const renewed = { why: 'moved', ...moved } as const;
    return yes(open(session, { ...gate, renewed }, command));
  }
  const { cause, since, tries, task } = gate;
  const patience = { cause, since, tries: tries + 1 };
  const { by, at } = command;
  return yes(
    decidedAt({ type: 'retry', by, at }, gate),
    order(session, taskOf(session, task), 'hold-over', command, { patience }),
  );
}

const isDue = ({ resumeAt }: LimitGate, at: Instant): boolean => resumeAt !== undefined && resumeAt <= at;
