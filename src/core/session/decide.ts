import type { GateRules } from '../gate/index.ts';
import { advance, follow } from './advance.ts';
import type { AttemptNews, CommandOf, ProjectNews, SessionCommand } from './command.ts';
import { decideAtGate, decidedAt, staleness } from './decide-at-gate.ts';
import { hearRestored, renew } from './decide-back.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, Phase, Session } from './session.ts';

/** What happens if `command` is asked of `session` under the operator's rules. */
export function decide(command: SessionCommand, session: Session, rules: GateRules): Decision {
  if (command.type === 'start') return start(command, session, rules);
  if (isNews(command)) return hear(command, session, rules);
  if (isProjectNews(command)) return hearOfProject(command, session);
  if (session.state !== 'open') return no({ code: 'no_session' });
  if ('session' in command && command.session !== undefined && command.session !== session.id) {
    return no({ code: 'stale_session' });
  }
  switch (command.type) {
    case 'approve':
    case 'skip':
    case 'retry':
    case 'undo':
    case 'redo':
    case 'reload':
      return decideAtGate(command, session, rules);
    case 'unleash':
      return unleash(command, session);
    case 'pause':
      return pause(command, session);
    case 'resume':
      return resume(command, session, rules);
    case 'stop':
      return stop(command, session);
    case 'restore':
      return restore(command, session);
  }
}

function start(command: CommandOf<'start'>, session: Session, rules: GateRules): Decision {
  if (session.state === 'open') {
    return no({ code: 'already_running', session: session.id, file: session.file });
  }
  const { id, file, digest, tasks, repeated, by, at } = command;
  const started: SessionEvent = { type: 'session-started', id, file, digest, tasks, repeated, by, at };
  return yes(...andThen(session, [started], (after) => advance(after, rules, command)));
}

function pause({ by, at }: CommandOf<'pause'>, session: OpenSession): Decision {
  if (session.pausedAt !== undefined) return no({ code: 'already', what: 'paused' });
  return yes({ type: 'session-paused', by, at });
}

function resume(command: CommandOf<'resume'>, session: OpenSession, rules: GateRules): Decision {
  if (session.pausedAt === undefined) return no({ code: 'already', what: 'going on' });
  const resumed: SessionEvent = { type: 'session-resumed', by: command.by, at: command.at };
  const ended = session.phase.name === 'between' ? session.phase.ended : undefined;
  if (!ended) return yes(resumed);
  return yes(...andThen(session, [resumed], (after) => follow(after, ended, rules, command)));
}

/** Nothing more begins without asking; what runs runs on. */
function unleash({ by, at }: CommandOf<'unleash'>, session: OpenSession): Decision {
  if (!session.leash) return no({ code: 'already', what: 'off the leash' });
  return yes({ type: 'leash-taken-in', by, at });
}

/** Closes at once where nothing runs; a running attempt is ended only when the confirmation names it. */
function stop(command: CommandOf<'stop'>, session: OpenSession): Decision {
  const { phase } = session;
  const stale = staleness(command, session);
  if (stale) return no(stale);
  const closed: SessionEvent = { type: 'session-closed', how: 'stopped', at: command.at };
  switch (phase.name) {
    case 'waiting':
      return yes(decidedAt(command, phase.gate), closed);
    case 'between':
    case 'undoing':
      return yes(closed);
    case 'running':
    case 'stopping':
      return stopAttempt(command, phase);
  }
}

function stopAttempt(
  { at, confirm }: CommandOf<'stop'>,
  phase: Extract<Phase, { name: 'running' | 'stopping' }>,
): Decision {
  if (phase.name === 'stopping' && phase.closes) return no({ code: 'already', what: 'stopping' });
  const { epoch, task } = phase.attempt;
  if (confirm !== true && confirm !== epoch) return no({ code: 'confirm_needed', epoch, task });
  const cause = phase.name === 'stopping' ? phase.cause : 'operator';
  return yes({ type: 'stopping-begun', epoch, cause, closes: true, at });
}

type News = Extract<SessionCommand, AttemptNews>;

const isNews = (command: SessionCommand): command is News =>
  command.type === 'report' || command.type === 'overdue' || command.type === 'interrupt';

const isProjectNews = (command: SessionCommand): command is Extract<SessionCommand, ProjectNews> =>
  ['restored', 'renew', 'edited', 'committed'].includes(command.type);

function hearOfProject(command: Extract<SessionCommand, ProjectNews>, session: Session): Decision {
  switch (command.type) {
    case 'restored':
      return hearRestored(command, session);
    case 'renew':
      return renew(command, session);
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

/** News of an attempt that is not the present one changes nothing. */
function hear(command: News, session: Session, rules: GateRules): Decision {
  const phase = presentAttempt(command, session);
  if (session.state !== 'open' || !phase) return no({ code: 'stale_report' });
  const { at, epoch } = command;
  if (command.type !== 'report') {
    if (phase.name === 'stopping') return no({ code: 'already', what: 'stopping' });
    const cause = command.type === 'overdue' ? command.cause : 'shutdown';
    return yes({ type: 'stopping-begun', epoch, cause, closes: false, at });
  }
  const ended = { epoch, task: phase.attempt.task, outcome: command.outcome };
  const event: SessionEvent = { type: 'attempt-ended', ...ended, at };
  if (phase.name === 'stopping' && phase.closes) {
    return yes(event, { type: 'session-closed', how: 'stopped', at });
  }
  if (session.pausedAt !== undefined) return yes(event);
  return yes(...andThen(session, [event], (after) => follow(after, ended, rules, command)));
}

function presentAttempt(
  news: AttemptNews,
  session: Session,
): Extract<Phase, { name: 'running' | 'stopping' }> | undefined {
  if (session.state !== 'open' || session.id !== news.session) return undefined;
  const { phase } = session;
  if (phase.name !== 'running' && phase.name !== 'stopping') return undefined;
  return phase.attempt.epoch === news.epoch ? phase : undefined;
}

/** After lost state: pauses, and takes up the newest attempt on disk if the copy did not know it. */
function restore({ attempts, by, at }: CommandOf<'restore'>, session: OpenSession): Decision {
  const newest = attempts.reduce<(typeof attempts)[number] | undefined>(
    (best, attempt) => (attempt.epoch > (best?.epoch ?? session.lastEpoch) ? attempt : best),
    undefined,
  );
  const adopted: readonly SessionEvent[] = newest ? [{ type: 'attempt-adopted', attempt: newest, at }] : [];
  const paused: readonly SessionEvent[] =
    session.pausedAt === undefined ? [{ type: 'session-paused', by, at }] : [];
  return yes(...adopted, ...paused);
}
