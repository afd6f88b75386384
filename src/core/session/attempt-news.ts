import type { StopCause } from '../attempt/index.ts';
import type { GateRules } from '../gate/index.ts';
import { followEnded } from './advance.ts';
import type { AttemptNews, CommandOf, SessionCommand } from './command.ts';
import { hearAsk, hearRefuse, hearUse, withdrawAsks } from './decide-asks.ts';
import { andThen, no, yes, type Decision } from './decision.ts';
import type { SessionEvent } from './event.ts';
import type { OpenSession, Phase, Session } from './session.ts';

type News = Extract<SessionCommand, AttemptNews>;
type Present = Extract<Phase, { name: 'running' | 'stopping' }>;

const NEWS: Readonly<Record<News['type'], true>> = {
  report: true,
  overdue: true,
  ask: true,
  use: true,
  refuse: true,
  interrupt: true,
};

export const isAttemptNews = (command: SessionCommand): command is News => Object.hasOwn(NEWS, command.type);

/** What is told of an attempt; of one that is not the present one it changes nothing. */
export function hearOfAttempt(command: News, session: Session, rules: GateRules): Decision {
  const phase = presentAttempt(command, session);
  if (session.state !== 'open' || !phase) return no({ code: 'stale_report' });
  if (command.type === 'report') return hearReport(command, session, phase, rules);
  // While it is being ended it asks in vain.
  if (phase.name === 'stopping') {
    const isEnd = command.type === 'overdue' || command.type === 'interrupt';
    return no(isEnd ? { code: 'already', what: 'stopping' } : { code: 'stale_report' });
  }
  switch (command.type) {
    case 'ask':
      return hearAsk(command, session, phase);
    case 'use':
      return hearUse(command, session);
    case 'refuse':
      return hearRefuse(command, phase);
    case 'overdue':
      return end(command, phase, command.cause);
    case 'interrupt':
      return end(command, phase, 'shutdown');
  }
}

function end({ at, epoch }: CommandOf<'overdue' | 'interrupt'>, phase: Phase, cause: StopCause): Decision {
  return yes(...withdrawAsks(phase, at), { type: 'stopping-begun', epoch, cause, closes: false, at });
}

function hearReport(
  command: CommandOf<'report'>,
  session: OpenSession,
  phase: Present,
  rules: GateRules,
): Decision {
  const { at, epoch, outcome } = command;
  const { task } = phase.attempt;
  const call = outcome.kind === 'deferred' ? outcome.call : undefined;
  const events: readonly SessionEvent[] = [
    ...withdrawAsks(phase, at, call),
    { type: 'attempt-ended', epoch, task, outcome, at },
  ];
  if (phase.name === 'stopping' && phase.closes) {
    return yes(...events, { type: 'session-closed', how: 'stopped', at });
  }
  if (session.pausedAt !== undefined) return yes(...events);
  return yes(...andThen(session, events, (after) => followEnded(after, rules, command)));
}

function presentAttempt(news: AttemptNews, session: Session): Present | undefined {
  if (session.state !== 'open' || session.id !== news.session) return undefined;
  const { phase } = session;
  if (phase.name !== 'running' && phase.name !== 'stopping') return undefined;
  return phase.attempt.epoch === news.epoch ? phase : undefined;
}
