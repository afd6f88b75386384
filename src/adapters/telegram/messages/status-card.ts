import type { Instant } from '../../../core/attempt/index.ts';
import type { Gate } from '../../../core/gate/index.ts';
import {
  allowedAt,
  openGates,
  spent,
  taskOf,
  unsettled,
  type ClosedSession,
  type OpenSession,
  type Session,
} from '../../../core/session/index.ts';
import { formatDuration } from '../../../core/text/duration.ts';
import { countsOf } from '../../../core/wording/closing.ts';
import { askedWhat } from '../../../core/wording/asked-call.ts';
import { capital } from '../../../core/wording/capital.ts';
import { holdReason } from '../../../core/wording/hold.ts';
import { effort, money } from '../../../core/wording/numbers.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';
import { since, type LocalTime } from '../../../app/local-time.ts';
import type { Progress } from '../../../app/ports/runner.ts';
import { gateCardOf, type Card } from './card.ts';
import { askedButton } from './ask-buttons.ts';
import { askedLine } from './ask-card.ts';
import { gateButtons, resumeButton } from './gate-buttons.ts';
import { howLong } from './how-long.ts';
import { leashButtons, leashOf } from './leash.ts';
import { callOf } from './left-behind.ts';
import { headOf } from './names.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleanedLine, lines, type Rich } from './rich-text.ts';

const LONGEST_LINE = 300;
/** Of calls that wait. */
const MOST_ASKS = 4;

export interface StatusFacts {
  readonly now: Instant;
  readonly local: LocalTime;
  /** Of the attempt that runs. */
  readonly progress?: Progress | undefined;
}

/** Where the session stands, with the buttons of what it waits for. */
export function statusCard(session: Session, facts: StatusFacts): Card {
  switch (session.state) {
    case 'idle':
      return { text: lines(bold('📊 No session'), waitingNow(session), HOW_TO_START), buttons: [] };
    case 'closed':
      return closedStatus(session, facts);
    case 'open':
      return openStatus(session, facts);
  }
}

function openStatus(session: OpenSession, facts: StatusFacts): Card {
  const body = lines(
    bold(`📊 Session ${session.id}`),
    ...stands(session, facts),
    leashOf(session, facts.now, facts.local),
    sums(session, facts),
    outsideWords(cleanedLine(session.file, LONGEST_LINE)),
  );
  return gateCardOf(body, commands(session), buttons(session, facts));
}

const HOW_TO_START = "/start begins with today's list.";

const closedStatus = (session: ClosedSession, { local }: StatusFacts): Card => ({
  text: lines(
    bold(`📊 Session ${session.id}`),
    `${session.how === 'completed' ? '✅ Finished' : '⏸️ Stopped'} at ${local(session.closedAt)}: ${countsOf(session.tasks)}`,
    HOW_TO_START,
  ),
  buttons: [],
});

function stands(session: OpenSession, { now, local, progress }: StatusFacts): readonly (Rich | string)[] {
  const { phase, pausedAt } = session;
  const paused =
    pausedAt === undefined ? '' : `⏸️ Paused since ${local(pausedAt)} (${howLong(since(pausedAt, now))})`;
  switch (phase.name) {
    case 'waiting':
      return [paused, ...waits(session, phase.gate, { now, local })];
    case 'running':
    case 'stopping': {
      const { task, epoch, orderedAt } = phase.attempt;
      const durationMs = since(orderedAt, now);
      const times = effort({ durationMs, costUsd: progress?.costUsd, turns: progress?.turns });
      return [
        paused,
        `${phase.name === 'running' ? '⚙️ Running' : '⚠️ Being ended'} · attempt ${epoch} · ${times.join(' · ')}`,
        headOf(session, task),
        outsideWords(progress?.tool ? `now: ${callOf(progress.tool)}` : ''),
        ...openGates(session)
          .slice(0, MOST_ASKS)
          .flatMap((gate) => waits(session, gate, { now, local })),
      ];
    }
    case 'undoing':
    case 'between':
      return [paused, waitingNow({ ...session, pausedAt: undefined }, local)];
  }
}

function waits(
  session: OpenSession,
  gate: Gate,
  { now, local }: Pick<StatusFacts, 'now' | 'local'>,
): readonly (Rich | string)[] {
  const { openedAt } = gate;
  const ended = 'epoch' in gate && gate.kind !== 'ask';
  if (gate.kind === 'limit' && gate.resumeAt !== undefined) {
    const reason = cleanedLine(capital(holdReason(gate, local)), LONGEST_LINE);
    return [`⏸️ ${headOf(session, gate.task)}`, reason];
  }
  return [
    `⏸️ Waiting for you since ${local(openedAt)} (${howLong(since(openedAt, now))})`,
    gate.kind === 'closing' ? 'The end of the session' : isLive(gate) ? '' : headOf(session, gate.task),
    ended ? cleanedLine(taskOf(session, gate.task).result ?? '', LONGEST_LINE) : '',
    gate.kind === 'ask' ? capital(askedWhat(gate.call)) : '',
    gate.kind === 'ask' ? askedLine(gate, LONGEST_LINE) : '',
  ];
}

/** Its task stands above, as what runs. */
const isLive = (gate: Gate): boolean => gate.kind === 'ask' && gate.live === true;

function sums(session: OpenSession, { now, local }: StatusFacts): string {
  const { tasks, startedAt } = session;
  const toGo = unsettled(session).length;
  const done = tasks.filter((task) => task.status === 'completed').length;
  const skipped = tasks.filter((task) => task.status === 'skipped').length;
  return [
    [`${done} done`, ...(skipped > 0 ? [`${skipped} skipped`] : []), `${toGo} to go`].join(', '),
    `started ${local(startedAt)} (${formatDuration(since(startedAt, now))})`,
    money(spent(session)),
  ].join(' · ');
}

function commands(session: OpenSession): string {
  if (session.pausedAt !== undefined) return '/resume /stop /logs';
  const { phase } = session;
  const known = openGates(session).flatMap((gate) => allowedAt(session, gate));
  const diff = phase.name === 'waiting' ? ['diff'] : [];
  const names = phase.name === 'stopping' ? ['logs'] : [...new Set(known), 'pause', 'stop', ...diff, 'logs'];
  return names.map((name) => `/${name}`).join(' ');
}

function buttons(session: OpenSession, { now, local }: StatusFacts): Card['buttons'] {
  const { phase } = session;
  const paused = session.pausedAt !== undefined;
  const asks = openGates(session).filter((gate) => gate.kind === 'ask');
  const shown = asks
    .slice(0, MOST_ASKS)
    .map((gate, index) => [askedButton(gate, asks.length > 1 ? index + 1 : undefined)]);
  if (phase.name === 'waiting' && !paused && asks.length === 0) {
    return gateButtons(session, phase.gate, { instruction: true, clock: local(now) });
  }
  const { id } = session;
  const stop =
    phase.name === 'running'
      ? [{ label: 'Stop', button: { kind: 'end', session: id, epoch: phase.attempt.epoch } } as const]
      : [];
  return [...shown, [...(paused ? [resumeButton(session)] : []), ...stop, ...leashButtons(session)]];
}
