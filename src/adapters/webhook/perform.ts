import type { LocalTime } from '../../app/local-time.ts';
import type { Reply } from '../../app/project-state.ts';
import type { AttemptRecord } from '../../app/ports/runner.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { TaskFiles } from '../../app/ports/task-files.ts';
import type { FileRefusal, SessionService } from '../../app/session-service.ts';
import { fileForToday } from '../../app/todays-file.ts';
import {
  operatorWords,
  readWords,
  type OperatorCommand,
  type WrittenCommand,
} from '../../core/operator/index.ts';
import type { Actor } from '../../core/session/index.ts';
import { refusal } from '../../core/wording/refusal.ts';
import { waitingNow } from '../../core/wording/waiting-now.ts';
import type { Body } from './bodies.ts';
import { atGate, type Asked } from './calls.ts';
import { done, standsAt } from './messages.ts';
import { fullState, shortState } from './state-view.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Asker {
  readonly by: Actor;
  /** The same id is the same call. */
  readonly id: string | undefined;
}

export interface PerformDeps {
  readonly service: Pick<SessionService, 'request' | 'read'>;
  readonly taskFiles: TaskFiles;
  readonly records: (session: string, epoch: number) => Promise<AttemptRecord | undefined>;
  readonly clock: Clock;
  readonly local: LocalTime;
}

const ok = (message: string, more: Readonly<Record<string, unknown>>): Answer => ({
  status: 200,
  body: { status: 'ok', message, ...more },
});

export const failed = (
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer => ({ status, body: { status: 'error', code, message, ...more } });

/** Does what a call asks for; resolves when that is stored. */
export async function perform(deps: PerformDeps, asker: Asker, asked: Asked): Promise<Answer> {
  switch (asked.kind) {
    case 'command':
      return decide(deps, asker, asked.command);
    case 'start':
      return start(deps, asker, asked.file);
    case 'words':
      return performWords(deps, asker, asked.body);
    case 'status':
      return {
        status: 200,
        body: { message: waitingNow(deps.service.read()), ...fullState(deps.service.read()) },
      };
    case 'logs':
      return logs(deps, asked.lines);
  }
}

async function performWords(deps: PerformDeps, asker: Asker, body: Body<'command'>): Promise<Answer> {
  const words = readWords(body.command);
  switch (words.kind) {
    case 'unclear':
      return failed(400, 'unclear', words.sentence);
    case 'start':
      return start(deps, asker, words.file);
    case 'command':
      return decide(deps, asker, { ...words.command, ...meant(words.command, body) });
    case 'look':
      return look(deps, words);
  }
}

/** What of the body's bindings the command takes. */
function meant({ type }: WrittenCommand, body: Body<'command'>): object {
  const session = body.session_id;
  if (type === 'pause' || type === 'resume') return { session };
  return type === 'stop' ? { session, gate: body.gate } : atGate(body);
}

async function look(
  deps: PerformDeps,
  words: Extract<ReturnType<typeof readWords>, { kind: 'look' }>,
): Promise<Answer> {
  const session = deps.service.read();
  switch (words.what) {
    case 'help':
      return ok(
        operatorWords.map(({ name, args, help }) => `/${name} ${args}`.trimEnd() + `: ${help}`).join('\n'),
        {},
      );
    case 'status':
      return ok(waitingNow(session), { state: fullState(session) });
    case 'logs': {
      const { body } = await logs(deps, words.lines);
      return ok(String(body['logs']), body);
    }
  }
}

async function logs({ service, records }: PerformDeps, most: number): Promise<Answer> {
  const session = service.read();
  const record = session.state === 'idle' ? undefined : await records(session.id, session.lastEpoch);
  const lines = record?.lastLines.slice(-most) ?? [];
  return { status: 200, body: { logs: lines.join('\n'), lines: lines.length } };
}

async function start(deps: PerformDeps, asker: Asker, named: string | undefined): Promise<Answer> {
  if (named !== undefined || deps.service.read().state === 'open') {
    return decide(deps, asker, { type: 'start', file: named ?? '' });
  }
  const found = await fileForToday(deps.taskFiles, deps.clock);
  if (found.kind === 'today') return decide(deps, asker, { type: 'start', file: found.name });
  const names = found.kind === 'other' ? found.names : [];
  const others = names.length === 0 ? 'There is no other either.' : `Name one: ${names.join(', ')}.`;
  return failed(409, 'no_file', `There is no ${found.today} in the tasks folder. ${others}`, { names });
}

async function decide(deps: PerformDeps, { by, id }: Asker, command: OperatorCommand): Promise<Answer> {
  return answerTo(await deps.service.request({ by, id, command }), command, deps.local);
}

function answerTo(reply: Reply | FileRefusal, command: OperatorCommand, local: LocalTime): Answer {
  if ('faults' in reply) {
    const { path, faults } = reply;
    return failed(400, 'bad_file', `Nothing was started: ${path} has faults.`, { path, faults });
  }
  const state = shortState(reply.view);
  if (reply.ok) return ok(`${done(command.type)} ${standsAt(reply.view)}`, { state });
  const { rejection } = reply;
  const sentence = refusal(rejection, { local, confirm: CONFIRM });
  const epoch = rejection.code === 'confirm_needed' ? { epoch: rejection.epoch } : {};
  return failed(409, rejection.code, `${sentence} ${standsAt(reply.view)}`, { state, ...epoch });
}

const CONFIRM = 'Send "confirm" with that number to end it.';
