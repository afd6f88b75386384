import type { GateRules } from '../gate/index.ts';
import { advance, follow } from './advance.ts';
import type { AttemptNews, CommandOf, SessionCommand } from './command.ts';
import { decideAtGate, decidedAt, staleness } from './decide-at-gate.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, Phase, Session } from './session.ts';

/** What happens if `command` is asked of `session` under the operator's rules. */
export function decide(command: SessionCommand, session: Session, rules: GateRules): Decision {
  if (command.type === 'start') return start(command, session, rules);
  if (isNews(command)) return hear(command, session, rules);
  if (session.state !== 'open') return no({ code: 'no_session' });
  if ('session' in command && command.session !== undefined && command.session !== session.id) {
    return no({ code: 'stale_session' });
  }
  switch (command.type) {
    case 'approve':
    case 'skip':
    case 'retry':
      return decideAtGate(command, session, rules);
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

/** Closes at once where nothing runs; a running attempt is ended only when the confirmation names it. */
function stop(command: CommandOf<'stop'>, session: OpenSession): Decision {
  const { phase } = session;
  const stale = staleness(command, session);
  if (stale) return no(stale);
  const { at, confirm } = command;
  if (phase.name === 'waiting' || phase.name === 'between') {
    const closed: SessionEvent = { type: 'session-closed', how: 'stopped', at };
    return phase.name === 'waiting' ? yes(decidedAt(command, phase.gate), closed) : yes(closed);
  }
  if (phase.name === 'stopping' && phase.closes) return no({ code: 'already', what: 'stopping' });
  const { epoch, task } = phase.attempt;
  if (confirm !== true && confirm !== epoch) return no({ code: 'confirm_needed', epoch, task });
  const cause = phase.name === 'stopping' ? phase.cause : 'operator';
  return yes({ type: 'stopping-begun', epoch, cause, closes: true, at });
}

type News = Extract<SessionCommand, AttemptNews>;

const isNews = (command: SessionCommand): command is News =>
  command.type === 'report' || command.type === 'overdue' || command.type === 'interrupt';

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
