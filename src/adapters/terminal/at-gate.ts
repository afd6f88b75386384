import type { Gate } from '../../core/gate/index.ts';
import type { OpenSession } from '../../core/session/index.ts';
import { helpMessage, hotKeys } from './command-words.ts';
import { choicesLine } from './messages/keys-message.ts';
import { goOnWith, leavingMessage } from './messages/run-message.ts';
import { detailsMessage, logsMessage, statusMessage } from './messages/status-message.ts';
import { parseWords, type Words } from './parse-words.ts';
import { ask, INTERRUPTED, send, type Ending, type Run } from './run.ts';

/** Has the gate decided; an ending when the run is over instead. */
export const atGate = (run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> =>
  run.yes ? decideByYes(run, session, gate) : decideByAsking(run, session, gate);

async function decideByYes(run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> {
  if (gate.kind !== 'start' && gate.kind !== 'closing') {
    return {
      code: 1,
      lines: [
        '⏸️ --yes approves only before a task and at the end. This needs you, so the session stays open.',
        ...goOnWith(run.goOn, session),
      ],
    };
  }
  run.channel.screen.print(['▶️ Approved by --yes.']);
  if (await send(run, { type: 'approve', gate: gate.id })) return undefined;
  return { code: 1, lines: leavingMessage(session, run.goOn) };
}

async function decideByAsking(run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> {
  const question = {
    keys: choicesLine(session, gate, 'keys'),
    words: choicesLine(session, gate, 'words'),
    hotKeys,
  };
  const answer = await ask(run, question, () => waitsAt(run, gate));
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

function waitsAt(run: Run, gate: Gate): boolean {
  const session = run.service.read();
  if (session.state !== 'open' || session.pausedAt !== undefined) return false;
  return session.phase.name === 'waiting' && session.phase.gate.id === gate.id;
}

async function obey(run: Run, session: OpenSession, gate: Gate, words: Words): Promise<void> {
  if (words.kind !== 'command') {
    const lines = words.kind === 'look' ? await look(run, session, gate, words) : [`⚠️ ${words.sentence}`];
    run.channel.screen.print(lines);
    return;
  }
  const { command } = words;
  const aboutGate = command.type === 'approve' || command.type === 'skip' || command.type === 'retry';
  // The gate it was asked at: should another have opened meanwhile, the answer is not for that one.
  await send(run, aboutGate ? { ...command, gate: gate.id } : command);
}

async function look(
  run: Run,
  session: OpenSession,
  gate: Gate,
  words: Extract<Words, { kind: 'look' }>,
): Promise<readonly string[]> {
  switch (words.what) {
    case 'status':
      return statusMessage(session, run.local);
    case 'help':
      return helpMessage();
    case 'details': {
      const kept = await run.tasks(session.id).catch(() => undefined);
      const task = kept?.find(({ number }) => number === gate.task);
      return detailsMessage(session, gate.task, task);
    }
    case 'logs': {
      const epoch = 'epoch' in gate ? gate.epoch : session.lastEpoch;
      const record = await run.records(session.id, epoch).catch(() => undefined);
      return logsMessage(record, words.lines, run.logsFolder(session.id));
    }
  }
}
