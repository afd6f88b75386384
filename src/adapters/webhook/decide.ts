import type { LocalTime } from '../../app/local-time.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import type { TaskFiles } from '../../app/ports/task-files.ts';
import type { Reply, SessionView } from '../../app/project-state.ts';
import type { FileRefusal, SessionService } from '../../app/session-service.ts';
import { fileForToday } from '../../app/todays-file.ts';
import type { Moved } from '../../core/gate/index.ts';
import type { OperatorCommand } from '../../core/operator/index.ts';
import type { Actor, Rejection, Session } from '../../core/session/index.ts';
import { whoIs } from '../../core/wording/who-is.ts';
import { refusal } from '../../core/wording/refusal.ts';
import { failed, ok, type Answer } from './answer.ts';
import { badFile, CONFIRM, done, EACH, noFile, NOT_STORED, STALE, standsAt, WHICH } from './messages.ts';
import { placeOf } from './state-view.ts';

export interface Asker {
  readonly by: Actor;
  /** The same id is the same call. */
  readonly id: string | undefined;
}

export interface DecideDeps {
  readonly service: Pick<SessionService, 'request' | 'read'>;
  readonly taskFiles: TaskFiles;
  readonly clock: Clock;
  readonly local: LocalTime;
  readonly log: Log;
}

/** Has a command decided; resolves when the decision is stored, or could not be. */
export async function decide(deps: DecideDeps, asker: Asker, command: OperatorCommand): Promise<Answer> {
  const reply = await request(deps, asker, command);
  return reply ? answerTo(reply, command, deps) : notStored;
}

/** Starts the named file, or today's. */
export async function start(deps: DecideDeps, asker: Asker, named: string | undefined): Promise<Answer> {
  if (named !== undefined) return decide(deps, asker, { type: 'start', file: named });
  const found = await fileForToday(deps.taskFiles, deps.clock);
  if (found.kind === 'today') return decide(deps, asker, { type: 'start', file: found.name });
  // Asked all the same: a repeated call gets its first answer, and an open session is the better reason.
  const command = { type: 'start', file: found.today } as const;
  const reply = await request(deps, asker, command);
  if (!reply) return notStored;
  if (!('faults' in reply)) return answerTo(reply, command, deps);
  const names = found.kind === 'other' ? [...found.names] : [];
  return failed(409, 'no_file', noFile(found.today, names), { names });
}

async function request(
  { service, log }: DecideDeps,
  { by, id }: Asker,
  command: OperatorCommand,
): Promise<Reply | FileRefusal | undefined> {
  try {
    return await service.request({ by, id, command });
  } catch (error) {
    log.error('what was asked for over HTTP could not be stored', { command: command.type, error });
    return undefined;
  }
}

const notStored = failed(503, 'not_stored', NOT_STORED);

function answerTo(
  reply: Reply | FileRefusal,
  command: OperatorCommand,
  { service, local }: Pick<DecideDeps, 'service' | 'local'>,
): Answer {
  if ('faults' in reply) {
    const { path } = reply;
    const faults = reply.faults.map(({ line, column, message }) => ({ line, column, message }));
    return failed(400, 'bad_file', badFile(command.type, path), { path, faults });
  }
  const state = placeOf(reply.view);
  const rejection = reply.ok ? notRestored(reply.view, service.read()) : reply.rejection;
  if (!rejection) return ok(done(command.type, reply.view), { state });
  const asked = command.type;
  const sentence = refusal(rejection, {
    local,
    who: whoIs,
    confirm: CONFIRM,
    which: WHICH,
    each: EACH,
    stale: STALE,
    asked,
  });
  return failed(409, rejection.code, `${sentence} ${standsAt(reply.view)}`, {
    state,
    ...detailsOf(rejection),
  });
}

/** An undo that was decided and could not be done: the gate that opened instead tells why. */
function notRestored({ gate }: SessionView, session: Session): Rejection | undefined {
  if (session.state !== 'open' || session.phase.name !== 'waiting') return undefined;
  const { id, renewed } = session.phase.gate;
  return gate?.id === id && renewed?.why === 'not-restored'
    ? { code: 'undo_impossible', sentence: renewed.sentence }
    : undefined;
}

/** What a program needs for its next call. */
function detailsOf(rejection: Rejection): Parameters<typeof failed>[3] {
  if (rejection.code === 'confirm_needed') return { epoch: rejection.epoch };
  if (rejection.code === 'not_allowed_here') return { allowed: [...rejection.allowed, 'stop'] };
  if (rejection.code === 'time_passed') return { until: rejection.until };
  if (rejection.code === 'which_gate') return { gates: [...rejection.gates] };
  if (rejection.code === 'no_such_question') return { questions: [...rejection.questions] };
  if (rejection.code === 'undo_moved') return { moved: movedView(rejection) };
  return rejection.code === 'tree_moved' ? { moved: { ...movedView(rejection), head: rejection.head } } : {};
}

const movedView = ({ paths, total }: Pick<Moved, 'paths' | 'total'>): { paths: string[]; total: number } => ({
  paths: [...paths],
  total,
});
