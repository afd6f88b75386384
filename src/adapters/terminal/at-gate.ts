import type { KeptCall } from '../../app/ports/call-book.ts';
import type { Gate } from '../../core/gate/index.ts';
import type { WrittenCommand } from '../../core/operator/index.ts';
import { isGateCommand, type OpenSession } from '../../core/session/index.ts';
import { plainText } from '../../core/text/plain-text.ts';
import { answerQuestions } from './answer-questions.ts';
import { decideByYes } from './by-yes.ts';
import { callKept } from '../../app/call-kept.ts';
import { hotKeysAt } from './command-words.ts';
import { isLive } from './is-live.ts';
import { lookAtGate } from './look-at-gate.ts';
import { countdown } from './messages/hold-message.ts';
import { choicesLine } from './messages/keys-message.ts';
import { noCommandMessage } from './messages/no-command-message.ts';
import { leavingMessage } from './messages/run-message.ts';
import { readAtGate } from './read-at-gate.ts';
import { ask, INTERRUPTED, send, type Ending, type Run } from './run.ts';
import { waitsAt } from './waits-at.ts';

/** Has the gate decided; an ending when the run is over instead. */
export const atGate = (run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> =>
  run.yes ? decideByYes(run, session, gate) : decideByAsking(run, session, gate);

async function decideByAsking(run: Run, session: OpenSession, gate: Gate): Promise<Ending | undefined> {
  const kept = await callKept(run.callBook, session.id, gate);
  const keys = choicesLine(session, gate, 'keys', kept);
  const hotKeys = hotKeysAt(gate, kept?.questions);
  const ticking = gate.kind === 'limit' ? () => countdown(gate, run.now(), run.local) : undefined;
  const words = choicesLine(session, gate, 'words', kept);
  const question = { keys, words, hotKeys, ticking, isSudden: isLive(gate) };
  // What is offered may become another thing: the task file was edited, or Claude waits no longer.
  const answer = await ask(run, question, () => {
    const present = waitsAt(run, gate);
    return present !== undefined && choicesLine(present, gate, 'keys', kept) === keys;
  });
  switch (answer.type) {
    case 'withdrawn':
      return undefined;
    case 'end':
    case 'interrupted':
      return { code: INTERRUPTED, lines: leavingMessage(session, run.goOn) };
    case 'line':
      return obey(run, session, { gate, kept }, answer.line);
  }
}

interface Asked {
  readonly gate: Gate;
  readonly kept: KeptCall | undefined;
}

async function obey(
  run: Run,
  session: OpenSession,
  { gate, kept }: Asked,
  line: string,
): Promise<Ending | undefined> {
  const words = readAtGate(line, hotKeysAt(gate, kept?.questions), kept?.questions);
  switch (words.kind) {
    case 'unclear':
      run.channel.screen.print([`⚠️ ${words.sentence}`]);
      return undefined;
    case 'unknown':
      run.channel.screen.print(
        noCommandMessage(session, { gate, kept }, { ...words, line: plainText(line) }),
      );
      return undefined;
    case 'look':
      run.channel.screen.print(await lookAtGate(run, session, gate, kept, words));
      return undefined;
    case 'questions':
      return answerQuestions(run, session, gate, words.questions);
    case 'command':
      await send(run, boundTo(gate, words.command));
      return undefined;
  }
}

/** The gate it was asked at: should another have opened meanwhile, the answer is not for that one. */
const boundTo = (gate: Gate, command: WrittenCommand): WrittenCommand =>
  isGateCommand(command) ? { ...command, gate: gate.id } : command;
