import type { Gate } from '../../core/gate/index.ts';
import type { WrittenCommand } from '../../core/operator/index.ts';
import type { OpenSession } from '../../core/session/index.ts';
import { helpMessage, hotKeys } from './command-words.ts';
import { leashLine } from '../../core/wording/leash.ts';
import { choicesLine } from './messages/keys-message.ts';
import { goOnWith, leavingMessage } from './messages/run-message.ts';
import { detailsMessage, logsMessage, statusMessage } from './messages/status-message.ts';
import { parseWords, type Words } from './parse-words.ts';
import { showDiff } from './show-diff.ts';
import { ask, INTERRUPTED, send, type Ending, type Run } from './run.ts';

/** Has the gate decided; an ending when the run is over instead. */
export const atGate = (run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> =>
  run.yes ? decideByYes(run, session, gate) : decideByAsking(run, session, gate);

async function decideByYes(run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> {
  const why = notByYes(gate);
  if (why !== undefined) {
    return { code: 1, lines: [`⏸️ ${why}`, ...goOnWith(run.goOn, session)] };
  }
  run.channel.screen.print(['▶️ Approved by --yes.']);
  if (await send(run, { type: 'approve', gate: gate.id })) return undefined;
  return { code: 1, lines: leavingMessage(session, run.goOn) };
}

/** Why a gate needs a person, whatever was said beforehand. */
function notByYes({ kind, renewed }: Gate): string | undefined {
  if (kind !== 'start' && kind !== 'closing') {
    return '--yes approves only before a task and at the end. This needs you, so the session stays open.';
  }
  return renewed
    ? '--yes does not approve what somebody else did. This needs you, so the session stays open.'
    : undefined;
}

async function decideByAsking(run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> {
  const keys = choicesLine(session, gate, 'keys');
  const question = { keys, words: choicesLine(session, gate, 'words'), hotKeys };
  // What is offered may become another thing: the task file was edited.
  const answer = await ask(run, question, () => {
    const present = waitsAt(run, gate);
    return present !== undefined && choicesLine(present, gate, 'keys') === keys;
  });
  switch (answer.type) {
    case 'withdrawn':
      return undefined;
    case 'end':
    case 'interrupted':
      return { code: INTERRUPTED, lines: leavingMessage(session, run.goOn) };
    case 'line':
      await obey(run, session, gate, parseWords(answer.line));
      return undefined;
  }
}

function waitsAt(run: Run, gate: Gate): OpenSession | undefined {
  const session = run.service.read();
  if (session.state !== 'open' || session.pausedAt !== undefined) return undefined;
  return session.phase.name === 'waiting' && session.phase.gate.id === gate.id ? session : undefined;
}

async function obey(run: Run, session: OpenSession, gate: Gate, words: Words): Promise<void> {
  if (words.kind !== 'command') {
    const lines = words.kind === 'look' ? await look(run, session, gate, words) : [`⚠️ ${words.sentence}`];
    run.channel.screen.print(lines);
    return;
  }
  await send(run, boundTo(gate, words.command));
}

/** The gate it was asked at: should another have opened meanwhile, the answer is not for that one. */
function boundTo(gate: Gate, command: WrittenCommand): WrittenCommand {
  switch (command.type) {
    case 'approve':
    case 'skip':
    case 'retry':
    case 'undo':
    case 'redo':
    case 'reload':
      return { ...command, gate: gate.id };
    case 'unleash':
    case 'pause':
    case 'resume':
    case 'stop':
      return command;
  }
}

async function look(
  run: Run,
  session: OpenSession,
  gate: Gate,
  words: Extract<Words, { kind: 'look' }>,
): Promise<readonly string[]> {
  switch (words.what) {
    case 'status':
      return statusMessage(session, leashLine(session, run.now(), run.local), run.local);
    case 'help':
      return helpMessage();
    case 'details': {
      const kept = await run.tasks(session.id, session.list).catch(() => undefined);
      const task = kept?.find(({ number }) => number === gate.task);
      return detailsMessage(session, gate.task, task);
    }
    case 'diff':
      return showDiff(run, session, gate);
    case 'logs': {
      const epoch = 'epoch' in gate ? gate.epoch : session.lastEpoch;
      const record = await run.records(session.id, epoch).catch(() => undefined);
      return logsMessage(record, words.lines, run.logsFolder(session.id));
    }
  }
}
