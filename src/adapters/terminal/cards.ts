import { attemptShown } from '../../app/attempt-shown.ts';
import { judgedOutcome } from '../../app/judged-outcome.ts';
import type { LocalTime } from '../../app/local-time.ts';
import type { CallBook } from '../../app/ports/call-book.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Evidence, Instant, Outcome } from '../../core/attempt/index.ts';
import type { Gate } from '../../core/gate/index.ts';
import type { ClosedSession, OpenSession } from '../../core/session/index.ts';
import type { Task } from '../../core/task/index.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { leashLine } from '../../core/wording/leash.ts';
import { callKept } from '../../app/call-kept.ts';
import { gateMessage } from './messages/gate-message.ts';
import { resultMessage } from './messages/result-message.ts';
import type { Screen } from './screen.ts';
import type { Told } from './told.ts';

/** Where that is read which a card shows besides the session. */
export interface CardSources {
  /** What an attempt left behind (`Runner.record`). */
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  /** What can be shown of an attempt besides (`EvidenceBook.read`). */
  readonly evidence: (session: string, epoch: number) => Promise<Evidence | undefined>;
  /** A list as it was kept (`SessionArchive.readTasks`). */
  readonly tasks: (session: string, list: number) => Promise<readonly Task[] | undefined>;
  /** What calls that wait would do. */
  readonly callBook: Pick<CallBook, 'read'>;
  readonly now: () => Instant;
}

/** The lines of what is shown at length; what cannot be read for them is left out. */
export interface Cards {
  gate(session: OpenSession, gate: Gate): Promise<readonly string[]>;
  result(session: OpenSession | ClosedSession, ended: Ended): Promise<readonly string[]>;
  /** How far the session goes on without asking. */
  leash(session: OpenSession | ClosedSession): string | undefined;
}

interface Ended {
  readonly task: number;
  readonly epoch: number;
  readonly outcome: Outcome;
}

export interface CardDeps extends CardSources {
  readonly told: Told;
  readonly screen: Screen;
  readonly local: LocalTime;
}

export function createCards(deps: CardDeps): Cards {
  const { told, screen, local, now } = deps;
  const unlessFailing = <T>(found: Promise<T | undefined>): Promise<T | undefined> =>
    found.catch(() => undefined);

  async function taskOf(
    { id, list }: OpenSession | ClosedSession,
    number: number,
  ): Promise<Task | undefined> {
    const kept = await unlessFailing(deps.tasks(id, list));
    return kept?.find((task) => task.number === number);
  }

  const leash: Cards['leash'] = (session) =>
    session.state === 'open' ? leashLine(session, now(), local) : undefined;

  const result: Cards['result'] = async (session, { task, epoch, outcome }) =>
    resultMessage({
      ...{ session, task, outcome, local, style: screen.style, width: screen.width },
      record: await unlessFailing(deps.records(session.id, epoch)),
      evidence: await unlessFailing(deps.evidence(session.id, epoch)),
      kept: await taskOf(session, task),
    });

  /** The attempt ended before this process: its result was printed elsewhere. */
  async function earlier(session: OpenSession, gate: Gate, epoch: number): Promise<Earlier> {
    const ended = session.tasks.find((task) => task.epoch === epoch);
    const record = await unlessFailing(deps.records(session.id, epoch));
    const evidence = await unlessFailing(deps.evidence(session.id, epoch));
    const outcome = ended && judgedOutcome(gate, ended, record?.outcome, evidence);
    if (outcome) return { outcome, lines: await result(session, { task: ended.number, epoch, outcome }) };
    const sentence = ended?.result ?? 'How the attempt ended is not known.';
    return { outcome: undefined, lines: [`⚠️ ${oneLine(sentence)}`] };
  }

  async function planAt(session: OpenSession, gate: Gate): Promise<string | undefined> {
    if (gate.kind !== 'plan') return undefined;
    return (await unlessFailing(deps.records(session.id, gate.epoch)))?.finalText;
  }

  return {
    result,
    leash,
    async gate(session, gate) {
      const task = await taskOf(session, gate.task);
      // (How the attempt ended that asks says nothing that its question does not.)
      const epoch = gate.kind === 'ask' ? undefined : attemptShown(session, gate);
      const here = epoch === undefined ? undefined : told.outcome(session.id, epoch);
      const before = epoch === undefined || here ? undefined : await earlier(session, gate, epoch);
      const outcome = 'epoch' in gate ? (here ?? before?.outcome) : undefined;
      const { style, width } = screen;
      const kept = await callKept(deps.callBook, session.id, gate);
      const plan = await planAt(session, gate);
      const facts = { session, gate, task, style, width, outcome, kept, plan, local, leash: leash(session) };
      return [...(before?.lines ?? []), '', ...gateMessage(facts)];
    },
  };
}

interface Earlier {
  readonly outcome: Outcome | undefined;
  readonly lines: readonly string[];
}
