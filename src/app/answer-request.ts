import type { Answers } from '../core/attempt/index.ts';
import type { Gate } from '../core/gate/index.ts';
import type { OperatorCommand } from '../core/operator/index.ts';
import { answersMeant, type AnswerFault } from '../core/permission/index.ts';
import {
  openGates,
  staleness,
  type Actor,
  type OpenSession,
  type ProjectNews,
} from '../core/session/index.ts';
import type { Fault } from '../core/task/index.ts';
import type { Asker, Decisions } from './decisions.ts';
import { callKept } from './call-kept.ts';
import { listChanges } from './list-changes.ts';
import { loadList, reloadList, type LoadListDeps } from './load-list.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
import type { Log } from './ports/log.ts';
import type { Reply } from './project-state.ts';
import type { CallBook } from './ports/call-book.ts';
import { checkRestore, restoreTree } from './undo.ts';
import type { UndoFinisher } from './undo-finisher.ts';
import { nextAt, untilToday } from './wall-time.ts';

/** What an operator can ask for; a request with an id may be repeated and then changes nothing. */
export interface OperatorRequest {
  readonly by: Actor;
  readonly id?: string | undefined;
  readonly command: OperatorCommand;
}

/** The faults of a file that nothing was started from. */
export interface FileRefusal {
  readonly ok: false;
  readonly path: string;
  readonly faults: readonly Fault[];
}

export interface AnswerDeps extends LoadListDeps {
  readonly decisions: Decisions;
  readonly checkpoints: Checkpoints | undefined;
  readonly callBook: Pick<CallBook, 'read'>;
  readonly log: Log;
  /** Makes the commits that a session which is over still owes. */
  readonly settle: () => Promise<void>;
  /** Stores what happened as soon as that is possible. */
  readonly tell: (news: ProjectNews) => Promise<void>;
  readonly undoFinisher: UndoFinisher;
  /** The operator's time zone; undefined: that of the machine. */
  readonly zone?: string | undefined;
  /** In whose name something follows from what was asked. */
  readonly by: Actor;
}

type Answer = Reply | FileRefusal;

/** Decides what an operator asks for; what it takes besides the decision is done in the same turn. */
export async function answerRequest(deps: AnswerDeps, { command, by, id }: OperatorRequest): Promise<Answer> {
  const { decisions, ids } = deps;
  const { session, answered } = decisions.state();
  const earlier = id !== undefined && answered.find((each) => each.id === id);
  if (earlier) return earlier.reply;
  const asker: Asker = { by, request: id ?? ids.uuid(), repeatable: id !== undefined };
  if (command.type === 'start') return start(deps, command.file, asker);
  if (session.state !== 'open') return decisions.commit(withoutSession(command), asker);
  const reply = await inSession(deps, session, command, asker);
  return 'rejection' in reply && reply.rejection.code === 'tree_moved' && session.phase.name === 'waiting'
    ? renewed(deps, session.id, session.phase.gate, reply, asker)
    : reply;
}

async function start(deps: AnswerDeps, file: string, asker: Asker): Promise<Answer> {
  const { session, outbox } = deps.decisions.state();
  if (session.state === 'open') return deps.decisions.commit({ ...nothingListed, file }, asker);
  // After it HEAD would not be where the gates of the new session say.
  await deps.settle();
  const list = await loadList(deps, file, outbox);
  return list.ok ? deps.decisions.commit({ type: 'start', ...list.start }, asker) : list;
}

/** A start that is going to be refused anyway needs no list. */
const nothingListed = { type: 'start', id: '', digest: '', tasks: [], repeated: false } as const;

/** Names no gate: what was decided is about something that is not asked any more. */
const EARLIER_EDIT = 'earlier-edit';

type InSession = Exclude<OperatorCommand, { readonly type: 'start' }>;

async function inSession(
  deps: AnswerDeps,
  session: OpenSession,
  command: InSession,
  asker: Asker,
): Promise<Answer> {
  const { decisions, clock, zone } = deps;
  switch (command.type) {
    case 'approve': {
      const { untilTime, ...asked } = command;
      const until = untilTime === undefined ? asked.until : untilToday(untilTime, clock.now(), zone);
      return decisions.commit({ ...asked, until }, asker);
    }
    case 'undo':
    case 'redo':
      return goBack(deps, session, command, asker);
    case 'reload': {
      // (Its faults are nothing to tell to an answer that came too late.)
      if (staleness(command, session)) return decisions.commit(withoutSession(command), asker);
      const list = await reloadList(deps, session);
      if (!list.ok) return list;
      const { digest, tasks } = list.reload;
      if (digest === session.edited || digest === session.digest)
        return decisions.commit({ ...command, ...list.reload }, asker);
      // What was shown, if anything was, is an earlier edit: this one is shown first.
      const changes = listChanges(session, tasks);
      await decisions.commit(
        { type: 'edited', session: session.id, digest, changes },
        following(deps, asker),
      );
      return decisions.commit({ ...command, ...list.reload, gate: EARLIER_EDIT }, asker);
    }
    case 'answer': {
      const meant = await meantAt(deps, session, command);
      return decisions.commit({ ...command, ...meant }, asker);
    }
    case 'wait': {
      const { time, ...asked } = command;
      return decisions.commit({ ...asked, until: nextAt(time, clock.now(), zone) }, asker);
    }
    case 'allow':
    case 'deny':
    case 'skip':
    case 'retry':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'unleash':
      return decisions.commit(command, asker);
  }
}

/** What was said to the questions that were shown; where that is not known, words are words. */
async function meantAt(
  { callBook }: AnswerDeps,
  session: OpenSession,
  { gate: named, answers }: Extract<InSession, { readonly type: 'answer' }>,
): Promise<{ readonly answers: Answers; readonly fault?: AnswerFault }> {
  const gate = openGates(session).find(
    (each) => isQuestion(each) && (named === undefined || each.id === named),
  );
  const kept = gate && (await callKept(callBook, session.id, gate));
  const meant = answersMeant(answers, kept?.questions ?? []);
  return meant.ok ? { answers: meant.answers } : { answers, fault: meant.fault };
}

const isQuestion = (gate: Gate): boolean => gate.kind === 'ask' && gate.call.kind === 'question';

/** Nothing is read or looked at for what is going to be refused anyway. */
function withoutSession(command: InSession): Parameters<Decisions['commit']>[0] {
  if (command.type === 'reload') return { ...command, digest: '', tasks: [] };
  if (command.type === 'wait') return { ...command, until: '' };
  return isBack(command) ? { ...command, check: { kind: 'ready' } } : command;
}

type Back = Extract<InSession, { readonly type: 'undo' | 'redo' }>;

const isBack = (command: InSession): command is Back => command.type === 'undo' || command.type === 'redo';

async function goBack(deps: AnswerDeps, session: OpenSession, command: Back, asker: Asker): Promise<Reply> {
  const check = await checkRestore(deps.checkpoints, session, command.type);
  const reply = await deps.decisions.commit({ ...command, check }, asker);
  const { session: present } = deps.decisions.state();
  if (!reply.ok || present.state !== 'open' || present.phase.name !== 'undoing') return reply;
  const news = await restoreTree(deps.checkpoints, present, present.phase, command.force);
  if (news.type === 'unfinished') {
    deps.log.error(`files were brought back in part only, and it is tried again: ${news.sentence}`);
    deps.undoFinisher.begin();
    const sentence = `${news.sentence} It was begun, and is finished as soon as that can be done.`;
    return { ok: false, rejection: { code: 'undo_impossible', sentence }, view: reply.view };
  }
  try {
    return await deps.decisions.commit(news, following(deps, asker));
  } catch (error) {
    deps.log.error('that files were brought back could not be stored yet', { error });
    void deps.tell(news);
    return reply;
  }
}

/** The gate that was decided over another tree opens anew, and shows what moved. */
async function renewed(
  deps: AnswerDeps,
  session: string,
  gate: Gate,
  refused: Extract<Reply, { readonly ok: false }>,
  asker: Asker,
): Promise<Reply> {
  const renew = { type: 'renew', session, gate: gate.id } as const;
  const { view } = await deps.decisions.commit(renew, following(deps, asker));
  return { ...refused, view };
}

const following = ({ by, ids }: AnswerDeps, { request }: Asker): Asker => ({
  by,
  request: ids.uuid(),
  repeatable: false,
  endsRequest: request,
});
