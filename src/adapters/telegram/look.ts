import { callKept } from '../../app/call-kept.ts';
import type { Attempt } from '../../core/attempt/index.ts';
import type { Words } from '../../core/operator/index.ts';
import { openGates, positionOf, type Session } from '../../core/session/index.ts';
import type { Button } from './buttons.ts';
import { known, type Asker, type Conversation } from './conversation.ts';
import { gateCard } from './messages/gate-card.ts';
import { helpMessage } from './messages/help-message.ts';
import { instructionMessage } from './messages/instruction-message.ts';
import { logsMessage } from './messages/logs-message.ts';
import { plain } from './messages/rich-text.ts';
import { saidMessage } from './messages/said-message.ts';
import { statusCard } from './messages/status-card.ts';
import { showsOf } from './shows-of.ts';
import { showLastDiff } from './show-diff.ts';

/** Of a session that is not the present one it is not known how often its list was taken over. */
const FIRST_LIST = 1;

type Look = Extract<Words, { kind: 'look' }>;

/** Shows what was asked for, without waiting for anything. */
export async function lookAt(talk: Conversation, { topic }: Asker, look: Look): Promise<void> {
  switch (look.what) {
    case 'help':
      return talk.desk.put({ text: helpMessage(talk.names) }, { topic });
    case 'status':
      return showStatus(talk, topic);
    case 'logs':
      return showLogs(talk, topic, look.lines);
    case 'diff':
      return showLastDiff(talk, { topic });
  }
}

async function showStatus(talk: Conversation, topic: number | undefined): Promise<void> {
  const session = talk.service.read();
  const epoch = attemptOf(session)?.epoch;
  const seen = talk.progress();
  const progress = seen && session.state === 'open' && isOf(seen, session.id, epoch) ? seen : undefined;
  const card = statusCard(session, { now: talk.clock.now(), local: talk.local, progress });
  const gates = openGates(session);
  // Which of several is meant, only their own cards say.
  const gate = gates.length === 1 ? gates[0]?.id : undefined;
  const shows = session.state === 'open' ? { session: session.id, gate, epoch } : undefined;
  await talk.desk.put(card, { topic, shows });
}

const attemptOf = (session: Session): Attempt | undefined =>
  session.state === 'open' && 'attempt' in session.phase ? session.phase.attempt : undefined;

const isOf = (
  seen: { readonly session: string; readonly epoch: number },
  session: string,
  epoch: number | undefined,
): boolean => seen.session === session && seen.epoch === epoch;

async function showLogs(talk: Conversation, topic: number | undefined, lines: number): Promise<void> {
  const session = talk.service.read();
  const epoch = session.state === 'idle' ? 0 : session.lastEpoch;
  const record = session.state === 'idle' ? undefined : await talk.records(session.id, epoch);
  const file =
    session.state === 'idle'
      ? ''
      : record
        ? talk.logFile(session.id, positionOf(session, record.task))
        : talk.logsFolder(session.id);
  await talk.desk.put({ text: logsMessage(record, lines, file), fileName: 'log.txt' }, { topic });
}

/** What waits for an answer once more, if it still does. */
export async function showAsked(
  talk: Conversation,
  { topic }: Pick<Asker, 'topic'>,
  id: string,
): Promise<void> {
  const session = talk.service.read();
  const gate = openGates(session).find((each) => each.id === id);
  if (session.state !== 'open' || gate?.kind !== 'ask') {
    return talk.desk.put({ text: plain(NOT_ASKED) }, { topic });
  }
  const asked = await callKept(talk.callBook, session.id, gate);
  const now = talk.clock.now();
  const { whole, ...card } = gateCard({ session, gate, asked, now, local: talk.local });
  if (whole) await talk.desk.attach(whole, { topic });
  await talk.desk.put(card, { topic, shows: showsOf(session, gate) });
}

const NOT_ASKED = '📋 That is not asked any more. /status shows what is waiting.';

/** Everything the file says about a task. */
export async function showInstruction(
  talk: Conversation,
  { topic }: Asker,
  { session: id, task: number }: Extract<Button, { kind: 'instruction' }>,
): Promise<void> {
  const session = known(talk, id);
  const tasks = await talk.tasks(id, session?.list ?? FIRST_LIST);
  const task = tasks?.find((each) => each.number === number);
  const text = instructionMessage(session, number, task);
  await talk.desk.put({ text, fileName: `task-${number}.md` }, { topic });
}

/** Everything Claude said last in an attempt. */
export async function showSaid(
  talk: Conversation,
  { topic }: Asker,
  { session, epoch }: Extract<Button, { kind: 'said' }>,
): Promise<void> {
  const record = await talk.records(session, epoch);
  const text = saidMessage(known(talk, session), record);
  await talk.desk.put({ text, fileName: `attempt-${epoch}.md` }, { topic });
}
