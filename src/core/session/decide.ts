import type { GateRules } from '../gate/index.ts';
import { advance, followEnded } from './advance.ts';
import { hearOfAttempt, isAttemptNews } from './attempt-news.ts';
import type { CommandOf, SessionCommand } from './command.ts';
import { withdrawAsks } from './decide-asks.ts';
import { decideAtGate } from './decide-at-gate.ts';
import { decidedAt } from './decided-at.ts';
import { isGateCommand } from './gate-command.ts';
import { staleness } from './meant-gate.ts';
import { hearOfProject, isProjectNews } from './project-news.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, Phase, Session } from './session.ts';
import { openGates } from './status.ts';

/** What happens if `command` is asked of `session` under the operator's rules. */
export function decide(command: SessionCommand, session: Session, rules: GateRules): Decision {
  if (command.type === 'start') return start(command, session, rules);
  if (isAttemptNews(command)) return hearOfAttempt(command, session, rules);
  if (isProjectNews(command)) return hearOfProject(command, session);
  if (session.state !== 'open') return no({ code: 'no_session' });
  if ('session' in command && command.session !== undefined && command.session !== session.id) {
    return no({ code: 'stale_session' });
  }
  if (isGateCommand(command)) return decideAtGate(command, session, rules);
  switch (command.type) {
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
  return yes(...andThen(session, [resumed], (after) => followEnded(after, rules, command)));
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
    case 'between':
    case 'undoing':
      return yes(...openGates(session).map((gate) => decidedAt(command, gate)), closed);
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
  return yes(...withdrawAsks(phase, at), { type: 'stopping-begun', epoch, cause, closes: true, at });
}

/** After lost state: pauses, and takes up the newest attempt on disk if the copy did not know it. */
function restore({ attempts, by, at }: CommandOf<'restore'>, session: OpenSession): Decision {
  const newest = attempts.reduce<(typeof attempts)[number] | undefined>(
    (best, attempt) => (attempt.epoch > (best?.epoch ?? session.lastEpoch) ? attempt : best),
    undefined,
  );
  const adopted: readonly SessionEvent[] = newest
    ? [...withdrawAsks(session.phase, at), { type: 'attempt-adopted', attempt: newest, at }]
    : [];
  const paused: readonly SessionEvent[] =
    session.pausedAt === undefined ? [{ type: 'session-paused', by, at }] : [];
  return yes(...adopted, ...paused);
}
