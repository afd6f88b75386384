import type * as z from 'zod';
import { attemptShown } from '../../app/attempt-shown.ts';
import type { LocalTime } from '../../app/local-time.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { EvidenceBook } from '../../app/ports/evidence.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Evidence } from '../../core/attempt/index.ts';
import { operatorWords, type Words } from '../../core/operator/index.ts';
import { positionOf, type Session } from '../../core/session/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import { leashLine } from '../../core/wording/leash.ts';
import { waitingNow } from '../../core/wording/waiting-now.ts';
import { ok, type Answer } from './answer.ts';
import type { logsSchema, statusSchema } from './answers.ts';
import { diff, diffMessage, type DiffDeps } from './diff.ts';
import { stateOf } from './state-view.ts';

export interface LookDeps extends DiffDeps {
  readonly evidence: EvidenceBook;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  /** The readable log of the task at this position. */
  readonly logFile: (session: string, position: number) => string;
  readonly clock: Clock;
  readonly local: LocalTime;
}

export async function status(deps: LookDeps): Promise<z.infer<typeof statusSchema>> {
  const session = deps.service.read();
  return { message: whereItStands(deps, session), ...stateOf(session, await evidenceNow(deps, session)) };
}

function whereItStands({ clock, local }: LookDeps, session: Session): string {
  const leash = session.state === 'open' ? leashLine(session, clock.now(), local) : undefined;
  return leash === undefined ? waitingNow(session) : `${waitingNow(session)}\n${leash}`;
}

/** Where a session stands can be told without it. */
async function evidenceNow({ evidence }: LookDeps, session: Session): Promise<Evidence | undefined> {
  if (session.state !== 'open' || session.phase.name !== 'waiting') return undefined;
  const epoch = attemptShown(session, session.phase.gate);
  return epoch === undefined ? undefined : evidence.read(session.id, epoch).catch(() => undefined);
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
  const state = stateOf(session, await evidenceNow(deps, session));
  switch (words.what) {
    case 'help':
      return ok(HELP, { state });
    case 'status':
      return ok(whereItStands(deps, session), { state });
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
