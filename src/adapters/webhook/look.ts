import type * as z from 'zod';
import type { LocalTime } from '../../app/local-time.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { EvidenceBook } from '../../app/ports/evidence.ts';
import { operatorWords, type Words } from '../../core/operator/index.ts';
import { positionOf, type Session } from '../../core/session/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import { askReason } from '../../core/wording/asked-call.ts';
import { leashLine } from '../../core/wording/leash.ts';
import { waitingNow } from '../../core/wording/waiting-now.ts';
import { ok, type Answer } from './answer.ts';
import { askedParts } from './asked-text.ts';
import type { logsSchema, statusSchema } from './answers.ts';
import { diff, diffMessage, type DiffDeps } from './diff.ts';
import { stateOf, type ShownGate } from './state-view.ts';
import { waitingGates, type WaitingGatesDeps } from './waiting-gates.ts';

export interface LookDeps extends DiffDeps, WaitingGatesDeps {
  readonly evidence: EvidenceBook;
  /** The readable log of the task at this position. */
  readonly logFile: (session: string, position: number) => string;
  readonly clock: Clock;
  readonly local: LocalTime;
}

export async function status(deps: LookDeps): Promise<z.infer<typeof statusSchema>> {
  const session = deps.service.read();
  const waiting = await waitingGates(deps, session);
  return { message: whereItStands(deps, session, waiting), ...stateOf(session, waiting, deps.local) };
}

function whereItStands({ clock, local }: LookDeps, session: Session, waiting: readonly ShownGate[]): string {
  const leash = session.state === 'open' ? leashLine(session, clock.now(), local) : undefined;
  return [
    waitingNow(session, local),
    ...waiting.flatMap(askedLines),
    ...(leash === undefined ? [] : [leash]),
  ].join('\n');
}

/** As it is typed; there is no button here. */
const ALLOW_TASK = 'allow task';

/** What Claude asks, in full: it is decided by those who read this. */
function askedLines({ gate, kept, redact }: ShownGate): readonly string[] {
  if (gate.kind !== 'ask') return [];
  return [redact(askReason(gate)), ...askedParts(gate.call, kept, ALLOW_TASK).map(({ text }) => text)];
}

/** The last lines of the newest attempt's log, and where it is. */
export async function logs(
  { service, records, logFile }: LookDeps,
  most: number,
): Promise<z.infer<typeof logsSchema>> {
  const session = service.read();
  const record = session.state === 'idle' ? undefined : await records(session.id, session.lastEpoch);
  if (session.state === 'idle' || !record) return { logs: '', lines: 0, file: null };
  const lines = record.lastLines.slice(-most).map(plainText);
  const file = logFile(session.id, positionOf(session, record.task));
  return { logs: lines.join('\n'), lines: lines.length, file };
}

/** Answers words that only want to see something. */
export async function look(deps: LookDeps, words: Extract<Words, { kind: 'look' }>): Promise<Answer> {
  const session = deps.service.read();
  const waiting = await waitingGates(deps, session);
  const state = stateOf(session, waiting, deps.local);
  switch (words.what) {
    case 'help':
      return ok(HELP, { state });
    case 'status':
      return ok(whereItStands(deps, session, waiting), { state });
    case 'diff': {
      const found = await diff(deps, undefined);
      return ok(diffMessage(found), { state, ...found });
    }
    case 'logs': {
      const found = await logs(deps, words.lines);
      return ok(found.lines === 0 ? noLines(found.file) : found.logs, { state, ...found });
    }
  }
}

const HELP = operatorWords
  .map(({ name, args, help }) => `${`/${name} ${args}`.trimEnd()}: ${help}`)
  .join('\n');

const noLines = (file: string | null): string =>
  file === null ? 'There is no log yet: no attempt was started.' : `The log has no lines: ${file}`;
