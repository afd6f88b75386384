import { fileForToday } from '../../app/todays-file.ts';
import { askAndAnswer } from './ask.ts';
import { say, type Asker, type Conversation } from './conversation.ts';
import { noFileToday } from './messages/no-file-today.ts';

/** As many hexadecimal digits as a button carries for a file's name. */
const DIGEST_LENGTH = 8;

/** Starts the named file, or today's; where there is none, offers the newest. */
export async function startFile(talk: Conversation, asker: Asker, named?: string): Promise<void> {
  if (named !== undefined || talk.service.read().state === 'open') {
    return askAndAnswer(talk, asker, { type: 'start', file: named ?? '' });
  }
  const found = await fileForToday(talk.taskFiles, talk.clock);
  if (found.kind === 'today') return askAndAnswer(talk, asker, { type: 'start', file: found.name });
  const newest = found.kind === 'other' ? found.newest : undefined;
  const digest = newest === undefined ? undefined : shortDigest(talk, newest);
  say(talk, asker, noFileToday({ today: found.today, newest, digest }));
}

/** The file that a button means; undefined when it is not there any more. */
export async function fileOf(talk: Conversation, digest: string): Promise<string | undefined> {
  const names = await talk.taskFiles.list();
  return names.find((name) => shortDigest(talk, name) === digest);
}

const shortDigest = ({ ids }: Conversation, name: string): string => ids.digest(name).slice(0, DIGEST_LENGTH);
