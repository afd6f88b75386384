import { fileForToday } from '../../app/todays-file.ts';
import { askAndAnswer } from './ask.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { greeting } from './messages/greeting.ts';
import { noFileToday } from './messages/no-file-today.ts';

/** As many hexadecimal digits as a button carries for a file's name. */
const DIGEST_LENGTH = 8;

/** Starts the named file, or today's; where there is none, offers the newest. */
export async function startFile(talk: Conversation, asker: Asker, named?: string): Promise<void> {
  if (named !== undefined || talk.service.read().state === 'open') {
    return askAndAnswer(talk, asker, { type: 'start', file: named ?? '' });
  }
  // Telegram sends this command by itself when somebody opens the chat for the first time.
  if (talk.startsAtOnce && talk.sent.isEmpty()) {
    greet(talk, asker);
    return;
  }
  const found = await fileForToday(talk.taskFiles, talk.clock);
  if (found.kind === 'today') return askAndAnswer(talk, asker, { type: 'start', file: found.name });
  const newest = found.kind === 'other' ? found.newest : undefined;
  const digest = newest === undefined ? undefined : shortDigest(talk, newest);
  say(talk, asker, noFileToday({ today: found.today, newest, digest }));
}

/** What is said counts as the first message, so the same command after it is meant. */
function greet(talk: Conversation, asker: Asker): void {
  say(talk, asker, { text: greeting() }, { shows: {} });
}

/** The file that a button means; undefined when it is not there any more. */
export async function fileOf(talk: Conversation, digest: string): Promise<string | undefined> {
  const names = await talk.taskFiles.list();
  return names.find((name) => shortDigest(talk, name) === digest);
}

const shortDigest = ({ ids }: Conversation, name: string): string => ids.digest(name).slice(0, DIGEST_LENGTH);
