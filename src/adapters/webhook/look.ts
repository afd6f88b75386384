import type * as z from 'zod';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { SessionService } from '../../app/session-service.ts';
import { operatorWords, type Words } from '../../core/operator/index.ts';
import { positionOf } from '../../core/session/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import { waitingNow } from '../../core/wording/waiting-now.ts';
import { ok, type Answer } from './answer.ts';
import type { logsSchema, statusSchema } from './answers.ts';
import { stateOf } from './state-view.ts';

export interface LookDeps {
  readonly service: Pick<SessionService, 'read'>;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  /** The readable log of the task at this position. */
  readonly logFile: (session: string, position: number) => string;
}

export function status({ service }: LookDeps): z.infer<typeof statusSchema> {
  const session = service.read();
  return { message: waitingNow(session), ...stateOf(session) };
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
  const state = stateOf(deps.service.read());
  switch (words.what) {
    case 'help':
      return ok(HELP, { state });
    case 'status':
      return ok(waitingNow(deps.service.read()), { state });
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
