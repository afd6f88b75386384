import type { Instant } from '../core/attempt/index.ts';
import type { SessionCommand, SessionEvent, TaskCount } from '../core/session/index.ts';

/** What exactly was decided, where the name of the command does not say it all. */
export interface AuditTerms {
  /** It is allowed for the rest of its task, too. */
  readonly for?: 'task' | undefined;
  /** Another command was allowed in the place of the one that was asked about; without known secrets. */
  readonly instead?: string | undefined;
  /** When it goes on by itself, or asks again. */
  readonly until?: Instant | undefined;
  /** How many tasks may begin without asking, the approved one counted. */
  readonly count?: TaskCount | undefined;
  /** It asks again once so much was spent, in US dollars. */
  readonly usd?: number | undefined;
  /** Also over what somebody else changed. */
  readonly force?: boolean | undefined;
}

/** Those of a command that was not refused. Words for Claude are not among them: they decide nothing. */
export function termsOf(
  command: SessionCommand,
  events: readonly SessionEvent[],
  redact: (text: string) => string,
): AuditTerms {
  if (command.type === 'wait') return { until: command.until };
  if (command.type === 'undo' || command.type === 'redo') return { force: command.force };
  if (command.type === 'approve') {
    const { until, count, belowUsd } = command;
    return { until, count, usd: belowUsd };
  }
  if (command.type !== 'allow') return {};
  const { instead } = command;
  // (What could not be told when it comes again was allowed once, whatever was asked for.)
  const isGranted = events.some((event) => event.type === 'call-answered' && event.grant !== undefined);
  return { for: isGranted ? 'task' : undefined, instead: instead && redact(instead) };
}
